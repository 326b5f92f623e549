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
    /// <summary>Divides utterances.</summary>
    /// <param name="protocol">
    /// How; a split file is CSV with the columns <c>path,part</c>, the part being <c>train</c> or <c>test</c>.
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
        var name = ProtocolSpec.NameOf(protocol.Kind);
        var divided = protocol.Kind switch
        {
            ProtocolKind.SpeakerKFold => Splits.GroupKFold(labels, KnownSpeakers(utterances, name, folds), folds, (ulong)seed),
            ProtocolKind.LeaveOneSpeakerOut => [.. Splits.LeaveOneGroupOut(KnownSpeakers(utterances, name, 2)).Select(f => f.Fold)],
            ProtocolKind.LeaveOneCorpusOut => LeaveOneCorpusOut(utterances),
            ProtocolKind.Split => [ReadSplit(protocol.SplitFile!, utterances)],
            ProtocolKind.Random => [Splits.StratifiedShuffle(labels, protocol.TestShare, (ulong)seed)],
            ProtocolKind.None => [],
            _ => throw new ArgumentException($"The protocol {name} divides no data."),
        };
        var plans = divided.Select((fold, i) => WithValidation(i + 1, fold, speakers, validationShare, seed)).ToArray();
        return new ProtocolPlan(
            new Protocol(protocol.Kind, plans.Length, seed, IsIndependent(divided, utterances)) { TestShare = protocol.TestShare }, plans);
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
                if (part is not ("train" or "test"))
                    throw new InvalidDataException($"{file}: line {csv.Parser.Row}: the part '{part}' is neither train nor test.");
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
            : throw new InvalidDataException(
                $"{file}: it names {train.Count} training and {test.Count} test files of the data; both must be there. Paths are " +
                "relative to the data folder, with '/'.");
    }
}
