using Undertone.Learning.Selection;
using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Evaluation;

/// <summary>A protocol turned into folds over given utterances.</summary>
/// <param name="Protocol">The protocol with what became of it.</param>
/// <param name="Folds">The folds; none for the protocol <c>none</c>.</param>
public sealed record ProtocolPlan(Protocol Protocol, IReadOnlyList<FoldPlan> Folds)
{
    /// <summary>What a person should know of how the data was divided, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Divides utterances.</summary>
    /// <param name="protocol">
    /// How; a split file is CSV with the columns <c>path,part[,start,end]</c>, the part being <c>train</c>, <c>test</c> or
    /// <c>validation</c>.
    /// </param>
    /// <param name="utterances">All utterances that count.</param>
    /// <param name="labels">The place of each one's label.</param>
    /// <param name="folds">The number of folds of <see cref="ProtocolKind.SpeakerKFold"/>. Default 5.</param>
    /// <param name="seed">The seed of all that is drawn.</param>
    /// <param name="validationShare">The share of the training part that early stopping watches, or null for none.</param>
    /// <exception cref="ArgumentException">The protocol is <see cref="ProtocolKind.ModelOnData"/>, which divides nothing.</exception>
    /// <exception cref="InvalidDataException">The data cannot be divided so.</exception>
    public static ProtocolPlan Create(
        ProtocolSpec protocol, IReadOnlyList<Utterance> utterances, ReadOnlySpan<int> labels, int folds, int seed, double? validationShare)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(utterances);
        var speakers = utterances.Select(u => u.SpeakerKey).ToArray();
        if (protocol.Kind == ProtocolKind.Split) return OfSplit(protocol.SplitFile!, utterances, speakers, seed, validationShare);
        if (protocol.Kind == ProtocolKind.Partition) return OfPartitions(utterances, speakers, seed, validationShare);
        var name = ProtocolSpec.NameOf(protocol.Kind);
        var divided = protocol.Kind switch
        {
            ProtocolKind.SpeakerKFold => Splits.GroupKFold(labels, KnownSpeakers(utterances, name, folds), folds, (ulong)seed),
            ProtocolKind.LeaveOneSpeakerOut => [.. Splits.LeaveOneGroupOut(KnownSpeakers(utterances, name, 2)).Select(f => f.Fold)],
            ProtocolKind.LeaveOneCorpusOut => LeaveOneCorpusOut(utterances),
            ProtocolKind.LeaveOnePartitionOut => Partitions.LeaveOneOut(utterances),
            ProtocolKind.Random => [Splits.StratifiedShuffle(labels, protocol.TestShare, (ulong)seed)],
            ProtocolKind.None => [],
            _ => throw new ArgumentException($"The protocol {name} divides no data."),
        };
        var plans = divided.Select((fold, i) => WithValidation(i + 1, fold, speakers, validationShare, seed)).ToArray();
        return new ProtocolPlan(
            new Protocol(protocol.Kind, plans.Length, seed, IsIndependent(divided, utterances)) { TestShare = protocol.TestShare }, plans);
    }

    private static ProtocolPlan OfSplit(
        string file, IReadOnlyList<Utterance> utterances, string[] speakers, int seed, double? validationShare)
    {
        var (fold, validation, notes) = SplitTable.Divide(file, utterances);
        return OneFold(ProtocolKind.Split, fold, validation, notes, utterances, speakers, seed, validationShare);
    }

    private static ProtocolPlan OfPartitions(
        IReadOnlyList<Utterance> utterances, string[] speakers, int seed, double? validationShare)
    {
        var (fold, validation, notes) = Partitions.Divide(utterances);
        return OneFold(ProtocolKind.Partition, fold, validation, notes, utterances, speakers, seed, validationShare);
    }

    private static ProtocolPlan OneFold(
        ProtocolKind kind, Fold fold, int[] validation, IReadOnlyList<string> notes, IReadOnlyList<Utterance> utterances,
        string[] speakers, int seed, double? validationShare)
    {
        var plan = validation.Length > 0
            ? new FoldPlan(1, fold.Train, validation, fold.Test)
            : WithValidation(1, fold, speakers, validationShare, seed);
        var heard = fold with { Train = [.. fold.Train, .. validation] };
        return new ProtocolPlan(new Protocol(kind, 1, seed, IsIndependent([heard], utterances)), [plan]) { Notes = notes };
    }

    /// <summary>Of all folds: false where one shares speakers, else null where one may; false where there is none.</summary>
    private static bool? IsIndependent(IReadOnlyList<Fold> folds, IReadOnlyList<Utterance> utterances)
    {
        var each = folds.Select(f => SpeakerOverlap.IsIndependent(
            [.. f.Train.Select(i => utterances[i].SpeakerKey)], Array.ConvertAll(f.Test, i => utterances[i]))).ToArray();
        return each.Length == 0 || each.Contains(false) ? false : each.Contains(null) ? null : true;
    }

    private static FoldPlan WithValidation(int number, Fold fold, string[] speakers, double? share, int seed)
    {
        if (share is not { } s || fold.Train.Select(i => speakers[i]).Distinct().Count() < 2)
            return new FoldPlan(number, fold.Train, [], fold.Test);
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
            "Name the speakers (a manifest with a speaker column, or folders emotion/speaker/file), ask for fewer folds with --folds, or " +
            "ask for --protocol random, whose scores are inflated.");
    }

    private static Fold[] LeaveOneCorpusOut(IReadOnlyList<Utterance> utterances)
    {
        var corpora = utterances.Select(u => u.Corpus).ToArray();
        return corpora.Distinct().Count() > 1
            ? [.. Splits.LeaveOneGroupOut(corpora).Select(f => f.Fold)]
            : throw new InvalidDataException(
                $"The protocol leave-one-corpus-out needs at least two corpora, and the data holds only {corpora[0]}.");
    }
}
