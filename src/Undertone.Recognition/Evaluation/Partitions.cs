using Undertone.Learning.Selection;
using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Evaluation;

/// <summary>The division that the publishers of the data made, as its utterances carry it (<see cref="Utterance.Partition"/>).</summary>
internal static class Partitions
{
    private const string Remedy = "'undertone corpus list' has a column split with the partitions. Without them ask for "
        + "--protocol speaker-kfold, or bring a file with --protocol split:FILE.";

    /// <summary>Trains on <c>train</c>, watches <c>validation</c> and tests on <c>test</c>, <c>test1</c>, <c>test2</c> and so on.</summary>
    /// <returns>The training and test parts, the validation part (empty where there is none) and what a person should know.</returns>
    /// <exception cref="InvalidDataException">There is nothing to train on, or nothing to test on.</exception>
    public static (Fold Fold, int[] Validation, IReadOnlyList<string> Notes) Divide(IReadOnlyList<Utterance> utterances)
    {
        var train = Members(utterances, p => p == PartitionWords.Train);
        var validation = Members(utterances, p => p == PartitionWords.Validation);
        var test = Members(utterances, PartitionWords.IsTest);
        if (train.Length == 0 || test.Length == 0)
        {
            throw new InvalidDataException(
                $"The protocol partition needs a partition train and one test; the data has {Listed(utterances)}. {Remedy}");
        }

        var unused = utterances.Count - train.Length - validation.Length - test.Length;
        string[] notes = unused == 0
            ? []
            : [FormattableString.Invariant($"{unused} of {utterances.Count} utterances are in no partition of these and are not used.")];
        return (new Fold(train, test), validation, notes);
    }

    /// <summary>One fold for each partition of each corpus, in ordinal order.</summary>
    /// <exception cref="InvalidDataException">There are fewer than two, or utterances without one.</exception>
    public static Fold[] LeaveOneOut(IReadOnlyList<Utterance> utterances)
    {
        var without = utterances.Count(u => u.Partition is null);
        var groups = utterances.Select(u => $"{u.Corpus}/{u.Partition}").ToArray();
        if (without == 0 && groups.Distinct(StringComparer.Ordinal).Skip(1).Any())
            return [.. Splits.LeaveOneGroupOut(groups).Select(f => f.Fold)];
        var fault = without == 0
            ? $"needs at least two partitions, and the data has {Listed(utterances)}"
            : FormattableString.Invariant($"needs a partition for every utterance, and {without} have none (--filter partition!=unknown)");
        throw new InvalidDataException($"The protocol leave-one-partition-out {fault}. {Remedy}");
    }

    private static int[] Members(IReadOnlyList<Utterance> utterances, Predicate<string?> wanted) =>
        [.. Enumerable.Range(0, utterances.Count).Where(i => wanted(utterances[i].Partition))];

    private static string Listed(IReadOnlyList<Utterance> utterances)
    {
        var words = utterances.Select(u => u.Partition).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray();
        return words.Length == 0 ? "none" : string.Join(", ", words);
    }
}
