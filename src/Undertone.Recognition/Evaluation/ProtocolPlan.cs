using System.Globalization;
using CsvHelper;
using Undertone.Learning.Selection;
using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Evaluation;

/// <summary>A protocol turned into folds over given utterances.</summary>
/// <param name="Protocol">The protocol with what became of it.</param>
/// <param name="Folds">The folds; none for the protocol <c>none</c>.</param>
public sealed record ProtocolPlan(Protocol Protocol, IReadOnlyList<FoldPlan> Folds)
{
    internal const double DefaultTestShare = 0.2;

    /// <summary>The names that a protocol can have on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } = ["speaker-kfold", "loso", "leave-one-corpus-out", "split:FILE", "random", "random:SHARE", "none"];

    /// <summary>Whether a name is one of <see cref="Names"/>.</summary>
    /// <param name="name">A protocol as the command line has it.</param>
    public static bool IsKnown(string name) =>
        name is "speaker-kfold" or "loso" or "leave-one-corpus-out" or "none" || RandomShare(name) is not null || (name?.StartsWith("split:", StringComparison.Ordinal) ?? false);

    /// <summary>Divides utterances.</summary>
    /// <param name="name">One of <see cref="Names"/>; the share of <c>random</c> is that of the test part, 0.2 where none is given; a split file is CSV with the columns <c>path,part</c>, the part being <c>train</c> or <c>test</c>.</param>
    /// <param name="utterances">All utterances that count.</param>
    /// <param name="labels">The place of each one's label.</param>
    /// <param name="folds">The number of folds of <c>speaker-kfold</c>. Default 5.</param>
    /// <param name="seed">The seed of all that is drawn.</param>
    /// <param name="validationShare">The share of the training part that early stopping watches, or null for none.</param>
    /// <exception cref="ArgumentException">The name is unknown.</exception>
    /// <exception cref="InvalidDataException">The data cannot be divided so.</exception>
    public static ProtocolPlan Create(string name, IReadOnlyList<Utterance> utterances, ReadOnlySpan<int> labels, int folds, int seed, double? validationShare)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(utterances);
        var speakers = utterances.Select(u => u.SpeakerKey).ToArray();
        var divided = name switch
        {
            "speaker-kfold" => Splits.GroupKFold(labels, KnownSpeakers(utterances, name, folds), folds, (ulong)seed),
            "loso" => [.. Splits.LeaveOneGroupOut(KnownSpeakers(utterances, name, 2)).Select(f => f.Fold)],
            "leave-one-corpus-out" => LeaveOneCorpusOut(utterances),
            "none" => [],
            _ when RandomShare(name) is { } share => [Splits.StratifiedShuffle(labels, share, (ulong)seed)],
            _ when name.StartsWith("split:", StringComparison.Ordinal) => [ReadSplit(name["split:".Length..], utterances)],
            _ => throw new ArgumentException($"'{name}' is no protocol; there are: {string.Join(", ", Names)}."),
        };
        var plans = divided.Select((fold, i) => WithValidation(i + 1, fold, speakers, validationShare, seed)).ToArray();
        var shared = divided.Any(f => f.Train.Select(i => speakers[i]).Intersect(f.Test.Select(i => speakers[i])).Any());
        return new ProtocolPlan(new Protocol(name.Split(':')[0], plans.Length, seed, plans.Length > 0 && !shared) { TestShare = RandomShare(name) ?? DefaultTestShare }, plans);
    }

    /// <summary>The share of the test part where the name is that of a random split, else null.</summary>
    private static double? RandomShare(string? name)
    {
        if (name == "random") return DefaultTestShare;
        return name is not null && name.StartsWith("random:", StringComparison.Ordinal)
            && double.TryParse(name["random:".Length..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1 ? share : null;
    }

    private static FoldPlan WithValidation(int number, Fold fold, string[] speakers, double? share, int seed)
    {
        if (share is not { } s || fold.Train.Select(i => speakers[i]).Distinct().Count() < 2) return new FoldPlan(number, fold.Train, [], fold.Test);
        var inner = Splits.GroupHoldout([.. fold.Train.Select(i => speakers[i])], s, (ulong)seed + (ulong)number);
        return new FoldPlan(number, [.. inner.Train.Select(i => fold.Train[i])], [.. inner.Test.Select(i => fold.Train[i])], fold.Test);
    }

    private static string[] KnownSpeakers(IReadOnlyList<Utterance> utterances, string protocol, int least)
    {
        var speakers = utterances.Select(u => u.SpeakerKey).ToArray();
        var count = speakers.Distinct().Count();
        if (count >= least) return speakers;
        throw new InvalidDataException(
            $"The protocol {protocol} needs at least {least} speakers, and the data names {count}. " +
            "Name the speakers (a manifest with a speaker column, or folders emotion/speaker/file), ask for fewer folds with --folds, or ask for --protocol random, whose scores are inflated.");
    }

    private static Fold[] LeaveOneCorpusOut(IReadOnlyList<Utterance> utterances)
    {
        var corpora = utterances.Select(u => u.Corpus).ToArray();
        return corpora.Distinct().Count() > 1
            ? [.. Splits.LeaveOneGroupOut(corpora).Select(f => f.Fold)]
            : throw new InvalidDataException($"The protocol leave-one-corpus-out needs at least two corpora, and the data holds only {corpora[0]}.");
    }

    private static Fold ReadSplit(string file, IReadOnlyList<Utterance> utterances)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"{file}: there is no such split file.", file);
        var parts = new Dictionary<string, bool>(StringComparer.Ordinal);
        using (var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture))
        {
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
            {
                var part = csv.GetField("part");
                if (part is not ("train" or "test")) throw new InvalidDataException($"{file}: line {csv.Parser.Row}: the part '{part}' is neither train nor test.");
                parts[csv.GetField("path")!.Replace('\\', '/')] = part == "test";
            }
        }

        var train = new List<int>();
        var test = new List<int>();
        for (var i = 0; i < utterances.Count; i++)
        {
            if (parts.TryGetValue(utterances[i].RelativePath, out var isTest)) (isTest ? test : train).Add(i);
        }

        return train.Count > 0 && test.Count > 0
            ? new Fold([.. train], [.. test])
            : throw new InvalidDataException($"{file}: it names {train.Count} training and {test.Count} test files of the data; both must be there. Paths are relative to the data folder, with '/'.");
    }
}
