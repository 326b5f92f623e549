using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>A corpus that was recognised in the data, with its counts; problems are not counted.</summary>
public sealed class FoundCorpus
{
    internal FoundCorpus(string name, string reader, IReadOnlyCollection<Utterance> utterances)
    {
        (Name, Reader, Utterances, Root) = (name, reader, utterances.Count, FolderPaths.Common(utterances.Select(u => u.Path)));
        var byEmotion = Count(utterances.Where(u => u.Emotion != Utterance.NoEmotion), u => u.Emotion)
            .ToDictionary(StringComparer.Ordinal);
        ByEmotion = [.. LabelSet.Ordered(byEmotion.Keys).Select(e => KeyValuePair.Create(e, byEmotion[e]))];
        BySpeaker = [.. Count(utterances, u => u.Speaker).OrderBy(s => s.Key, StringComparer.Ordinal)];
        BySampleRateHz =
            [.. utterances.Select(u => u.SampleRateHz).OfType<int>().CountBy(rate => rate).OrderBy(r => r.Key)];
        BandwidthHz = Bandwidths.ReachedByNearlyAll(utterances);
        BySex = Known(utterances, u => u.Sex);
        ByLanguage = Known(utterances, u => u.Language);
        DurationSeconds = ValueRange.Of(utterances.Select(u => u.DurationSeconds));
        LevelDb = ValueRange.Of(utterances.Select(u => u.LevelDb));
        Agreement = RaterAgreement.Of(utterances);
        Dimensions = DimensionRange.Of(utterances);
        Terms = utterances.Select(u => u.Terms).Distinct().Count() == 1 ? utterances.First().Terms : null;
        Speakers = BySpeaker.Count(s => s.Key != Utterance.UnknownSpeaker);
    }

    /// <summary>The corpus's name, <see cref="Utterance.Corpus"/> of its utterances.</summary>
    public string Name { get; }

    /// <summary>The terms under which it is given away; null where they are not known, or differ between its utterances.</summary>
    public CorpusTerms? Terms { get; }

    /// <summary>The full path of the deepest folder that holds all its files; empty where they share none.</summary>
    public string Root { get; }

    /// <summary>How it was read: by a corpus's own reader ("ravdess"), "manifest" or "folder" (a folder per emotion).</summary>
    public string Reader { get; }

    /// <summary>The number of utterances.</summary>
    public int Utterances { get; }

    /// <summary>The number of speakers; an unknown speaker counts as none.</summary>
    public int Speakers { get; }

    /// <summary>The number of utterances with each emotion: the usual ones in their usual order, then others by name.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> ByEmotion { get; }

    /// <summary>The number of utterances of each speaker, ordered by the speaker's code.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> BySpeaker { get; }

    /// <summary>The number of utterances of each sample rate in Hz, in order; files that were not decoded are not counted.</summary>
    public IReadOnlyList<KeyValuePair<int, int>> BySampleRateHz { get; }

    /// <summary>How high all but a twentieth of the recordings reach, in Hz; null where none was decoded.</summary>
    public double? BandwidthHz { get; }

    /// <summary>The number of utterances of each sex; <c>unknown</c> where the corpus does not say.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> BySex { get; }

    /// <summary>The number of utterances in each language; <c>unknown</c> where the corpus does not say.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> ByLanguage { get; }

    /// <summary>How long utterances are in seconds; null where none was decoded.</summary>
    public ValueRange? DurationSeconds { get; }

    /// <summary>How loud utterances are: the root mean square in dB of full scale; null where none was decoded.</summary>
    public ValueRange? LevelDb { get; }

    /// <summary>How far its raters agree; null where no utterance has votes.</summary>
    public RaterAgreement? Agreement { get; }

    /// <summary>Where the numbers on each dimension lie, in the order in which they are first met; empty where there are none.</summary>
    public IReadOnlyList<DimensionRange> Dimensions { get; }

    private static KeyValuePair<string, int>[] Known(IReadOnlyCollection<Utterance> utterances, Func<Utterance, string?> key) =>
        [.. Count(utterances, u => key(u) ?? Utterance.UnknownSpeaker).OrderBy(c => c.Key, StringComparer.Ordinal)];

    private static IEnumerable<KeyValuePair<string, int>> Count(IEnumerable<Utterance> utterances, Func<Utterance, string> key) =>
        utterances.CountBy(key, StringComparer.Ordinal);
}
