using Undertone.Learning.Preprocessing;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Selection;

/// <summary>
/// Divisions of a data set for honest scores. All depend on their arguments alone: the same labels, groups and seed give the same folds on
/// every machine. Labels are class numbers from 0; groups are names such as speakers.
/// </summary>
public static class Splits
{
    /// <summary>
    /// Folds in which every class has its share (per class, fold sizes differ by at most one). Samples of one speaker land on both sides:
    /// use <see cref="GroupKFold"/> where that matters.
    /// </summary>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="folds">At least 2 and at most the number of samples.</param>
    /// <param name="seed">Fixes the order within each class.</param>
    /// <exception cref="ArgumentException">There are too few or too many folds, or a label is negative.</exception>
    public static Fold[] StratifiedKFold(ReadOnlySpan<int> labels, int folds, ulong seed)
    {
        CheckFolds(folds, labels.Length, "samples");
        var random = new SplitMix64(seed);
        var foldOf = new int[labels.Length];
        var next = 0;
        foreach (var members in Resampling.Members(labels, Classes(labels)))
        {
            // Dealt like cards, each class going on where the last one stopped, so that the folds are of one size too.
            random.Shuffle<int>(members);
            foreach (var i in members) foldOf[i] = next++ % folds;
        }

        return Collect(foldOf, folds);
    }

    /// <summary>
    /// Folds that keep every group whole and are stratified as far as that allows: groups with the most uneven labels are placed first,
    /// each into the fold that keeps the spread of class shares over the folds smallest, then into the smallest one (the rule of
    /// scikit-learn's StratifiedGroupKFold).
    /// </summary>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="groups">The group of each sample.</param>
    /// <param name="folds">At least 2 and at most the number of groups.</param>
    /// <param name="seed">Fixes the order among groups that are alike.</param>
    /// <exception cref="ArgumentException">
    /// The lists differ in length, there are too few groups for the folds, or a label is negative.
    /// </exception>
    public static Fold[] GroupKFold(ReadOnlySpan<int> labels, IReadOnlyList<string> groups, int folds, ulong seed)
    {
        var table = GroupTable.Create(labels, groups);
        CheckFolds(folds, table.Groups, "groups");
        var order = table.Order(seed);
        var foldOfGroup = new int[table.Groups];
        var counts = new double[folds, table.Classes];
        var sizes = new int[folds];
        var placed = 0;
        foreach (var g in order)
        {
            var empty = 0;
            foreach (var size in sizes) empty += size == 0 ? 1 : 0;
            // As many groups left as empty folds: from here on only empty folds are open.
            var onlyEmpty = table.Groups - placed++ <= empty;
            var (best, bestSpread) = (-1, double.PositiveInfinity);
            for (var f = 0; f < folds; f++)
            {
                if (onlyEmpty && sizes[f] > 0) continue;
                var spread = table.SpreadWith(counts, f, g);
                var tie = Math.Abs(spread - bestSpread) <= 1e-9;
                if (best < 0 || (!tie && spread < bestSpread) || (tie && sizes[f] < sizes[best])) (best, bestSpread) = (f, spread);
            }

            foldOfGroup[g] = best;
            for (var c = 0; c < table.Classes; c++)
            {
                counts[best, c] += table.Count[g, c];
                sizes[best] += table.Count[g, c];
            }
        }

        var foldOf = new int[labels.Length];
        for (var i = 0; i < foldOf.Length; i++) foldOf[i] = foldOfGroup[table.GroupOf[i]];
        return Collect(foldOf, folds);
    }

    /// <summary>
    /// Parts of given shares, such as training, validation and test, that keep every group whole and are stratified as far as that allows:
    /// groups with the most uneven labels are placed first, each into the part that brings the shares of the classes nearest to those
    /// asked for (by squared distance), of equals into the first; every part gets a group.
    /// </summary>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="groups">The group of each sample.</param>
    /// <param name="shares">The share of each part, above 0; they are taken relative to their sum.</param>
    /// <param name="seed">Fixes the order among groups that are alike.</param>
    /// <returns>The place of the part of each sample.</returns>
    /// <exception cref="ArgumentException">
    /// The lists differ in length, a share is not above 0, there are fewer groups than parts, or a label is negative.
    /// </exception>
    public static int[] GroupShares(ReadOnlySpan<int> labels, IReadOnlyList<string> groups, IReadOnlyList<double> shares, ulong seed)
    {
        var table = GroupTable.Create(labels, groups);
        if (shares.Any(s => !(s > 0) || !double.IsFinite(s))) throw new ArgumentException("A share is not above 0.", nameof(shares));
        if (shares.Count > table.Groups)
        {
            throw new ArgumentException(
                $"{shares.Count} parts need at least {shares.Count} groups, but there are {table.Groups}.", nameof(groups));
        }

        var aims = shares.Select(s => s / shares.Sum()).ToArray();
        var (partOfGroup, counts, sizes) = (new int[table.Groups], new double[aims.Length, table.Classes], new int[aims.Length]);
        var left = table.Groups;
        foreach (var g in table.Order(seed))
        {
            // As many groups left as empty parts: from here on only empty parts are open.
            var onlyEmpty = left-- <= sizes.Count(s => s == 0);
            var (best, nearest) = (-1, double.PositiveInfinity);
            for (var p = 0; p < aims.Length; p++)
            {
                if (onlyEmpty && sizes[p] > 0) continue;
                var change = table.ChangeWith(counts, aims, p, g);
                if (best < 0 || change < nearest - 1e-12) (best, nearest) = (p, change);
            }

            partOfGroup[g] = best;
            sizes[best]++;
            for (var c = 0; c < table.Classes; c++) counts[best, c] += table.Count[g, c];
        }

        return Array.ConvertAll(table.GroupOf, g => partOfGroup[g]);
    }

    /// <summary>
    /// One fold for each group, in ordinal order of the names, with that group alone as test: leave-one-speaker-out, leave-one-corpus-out.
    /// </summary>
    /// <param name="groups">The group of each sample; at least two different ones.</param>
    /// <returns>The group left out and its fold.</returns>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    public static IReadOnlyList<(string Group, Fold Fold)> LeaveOneGroupOut(IReadOnlyList<string> groups)
    {
        var encoder = groups.Count > 0
            ? LabelEncoder.Fit(groups)
            : throw new ArgumentException("There are no samples to split.", nameof(groups));
        CheckFolds(2, encoder.Labels.Count, "groups");
        var folds = Collect(encoder.Encode(groups), encoder.Labels.Count);
        return [.. encoder.Labels.Zip(folds)];
    }

    /// <summary>
    /// One random division in which every class has its share (as near as whole samples allow). Speakers land on both sides.
    /// </summary>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="testShare">The share of test samples, in (0, 1).</param>
    /// <param name="seed">Fixes the choice.</param>
    /// <exception cref="ArgumentException">The share is outside (0, 1), or leaves one side empty.</exception>
    public static Fold StratifiedShuffle(ReadOnlySpan<int> labels, double testShare, ulong seed)
    {
        CheckShare(testShare);
        var random = new SplitMix64(seed);
        var isTest = new bool[labels.Length];
        var (seen, taken) = (0, 0);
        foreach (var members in Resampling.Members(labels, Classes(labels)))
        {
            random.Shuffle<int>(members);
            // Running totals: what rounding took from one class it gives to the next.
            seen += members.Length;
            var take = Math.Clamp((int)Math.Round(seen * testShare, MidpointRounding.AwayFromZero) - taken, 0, members.Length);
            taken += take;
            foreach (var i in members.AsSpan(0, take)) isTest[i] = true;
        }

        return BothSides(Fold.FromMarks(isTest), testShare);
    }

    /// <summary>
    /// One division that keeps groups whole: speakers for validation taken out of a training part. Groups are taken in random order while
    /// that brings the number of test samples nearer to the share; at least one group is taken and one left.
    /// </summary>
    /// <param name="groups">The group of each sample; at least two different ones.</param>
    /// <param name="testShare">The share of test samples aimed at, in (0, 1).</param>
    /// <param name="seed">Fixes the choice.</param>
    /// <exception cref="ArgumentException">There are fewer than two groups, or the share is outside (0, 1).</exception>
    public static Fold GroupHoldout(IReadOnlyList<string> groups, double testShare, ulong seed)
    {
        CheckShare(testShare);
        var encoder = groups.Count > 0
            ? LabelEncoder.Fit(groups)
            : throw new ArgumentException("There are no samples to split.", nameof(groups));
        CheckFolds(2, encoder.Labels.Count, "groups");
        var groupOf = encoder.Encode(groups);
        var sizes = ClassWeights.Counts(groupOf, encoder.Labels.Count);
        var order = new int[sizes.Length];
        for (var g = 0; g < order.Length; g++) order[g] = g;
        new SplitMix64(seed).Shuffle<int>(order);
        var aim = testShare * groups.Count;
        var inTest = new bool[sizes.Length];
        var (samples, taken) = (0, 0);
        foreach (var g in order)
        {
            if (taken == order.Length - 1) break;
            if (taken > 0 && Math.Abs(samples + sizes[g] - aim) >= Math.Abs(samples - aim)) continue;
            inTest[g] = true;
            samples += sizes[g];
            taken++;
        }

        var isTest = new bool[groupOf.Length];
        for (var i = 0; i < isTest.Length; i++) isTest[i] = inTest[groupOf[i]];
        return Fold.FromMarks(isTest);
    }

    private static Fold[] Collect(int[] foldOf, int folds)
    {
        var result = new Fold[folds];
        var isTest = new bool[foldOf.Length];
        for (var f = 0; f < folds; f++)
        {
            for (var i = 0; i < isTest.Length; i++) isTest[i] = foldOf[i] == f;
            result[f] = Fold.FromMarks(isTest);
        }

        return result;
    }

    private static int Classes(ReadOnlySpan<int> labels)
    {
        var highest = 0;
        foreach (var label in labels) highest = Math.Max(highest, label);
        return highest + 1;
    }

    private static Fold BothSides(Fold fold, double share) => fold.Train.Length > 0 && fold.Test.Length > 0
        ? fold
        : throw new ArgumentException(
            $"A test share of {share} of {fold.Train.Length + fold.Test.Length} samples leaves one side empty.", nameof(share));

    private static void CheckFolds(int folds, int available, string what)
    {
        if (folds < 2) throw new ArgumentException($"{folds} folds are too few: at least 2 are needed.", nameof(folds));
        if (folds > available)
            throw new ArgumentException($"{folds} folds need at least {folds} {what}, but there are {available}.", nameof(folds));
    }

    private static void CheckShare(double share)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentException($"The test share is {share}, but must lie between 0 and 1.", nameof(share));
    }
}
