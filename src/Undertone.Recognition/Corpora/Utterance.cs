using System.Globalization;
using Undertone.Recognition.Emotions;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Corpora;

/// <summary>One recorded utterance of a corpus, a file or a part of one, and what the corpus says of it.</summary>
/// <remarks>
/// Two utterances are equal when every property is. <see cref="Path"/>, <see cref="StartSeconds"/> and <see cref="EndSeconds"/> together
/// tell utterances of one collection apart.
/// </remarks>
public sealed record Utterance
{
    /// <summary>The <see cref="Speaker"/> of an utterance whose corpus does not say who speaks.</summary>
    public const string UnknownSpeaker = "unknown";

    /// <summary>The <see cref="Corpus"/> of utterances that a program makes and gives no other.</summary>
    public const string OwnCorpus = "own";

    /// <summary>
    /// The <see cref="Emotion"/> of an utterance whose corpus tells no emotion, only <see cref="Dimensions"/>. Nothing that tells emotions
    /// apart learns from it.
    /// </summary>
    public const string NoEmotion = "";

    private const string InMemory = "memory:";

    /// <summary>An utterance that is a file.</summary>
    /// <param name="path">The audio file.</param>
    /// <param name="emotion">The emotion as a word; see <see cref="Emotion"/>.</param>
    /// <param name="speaker">Who speaks; <see cref="UnknownSpeaker"/> where nobody knows: then no score is speaker-independent.</param>
    /// <param name="corpus">What the data is called. Default <c>own</c>.</param>
    public static Utterance FromFile(string path, string emotion, string speaker = UnknownSpeaker, string corpus = OwnCorpus)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = System.IO.Path.GetFullPath(path);
        var relative = full.Replace('\\', '/').TrimStart('/');
        return new Utterance { Path = full, RelativePath = relative, Emotion = emotion, Speaker = speaker, Corpus = corpus };
    }

    /// <summary>An utterance whose samples are in memory; no file is read or written for it.</summary>
    /// <param name="clip">The samples; they are not copied.</param>
    /// <param name="name">What it is called: another name for each utterance of a corpus. It stands in splits and predictions.</param>
    /// <param name="emotion">The emotion as a word; see <see cref="Emotion"/>.</param>
    /// <param name="speaker">Who speaks; <see cref="UnknownSpeaker"/> where nobody knows: then no score is speaker-independent.</param>
    /// <param name="corpus">What the data is called. Default <c>own</c>.</param>
    public static Utterance FromClip(
        AudioClip clip, string name, string emotion, string speaker = UnknownSpeaker, string corpus = OwnCorpus)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Utterance
        {
            Clip = clip,
            Path = $"{InMemory}{corpus}/{name}",
            RelativePath = name,
            Emotion = emotion,
            Speaker = speaker,
            Corpus = corpus,
        };
    }

    /// <summary>The samples, where they are in memory (<see cref="FromClip"/>); null where they lie in the file.</summary>
    public AudioClip? Clip { get; private init; }

    /// <summary>The audio file's full path; a name that is no file's where the samples are in memory.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// The path below the data folder (or the manifest's folder) it was found under, with <c>/</c> as separator on every system.
    /// </summary>
    public required string RelativePath { get; init; }

    /// <summary>Where in the file the utterance begins, in seconds; null where it is the whole file.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>Where in the file the utterance ends, in seconds; null where it goes on to the end of the file.</summary>
    public double? EndSeconds { get; init; }

    /// <summary>
    /// The emotion as a lower-case English word (neutral, calm, happy, sad, angry, fearful, disgust, surprised, bored), or a manifest's
    /// own; <see cref="NoEmotion"/> where the corpus tells only dimensions.
    /// </summary>
    public required string Emotion { get; init; }

    /// <summary>The corpus's own code of the speaker ("01", "OAF", "f1"), or <see cref="UnknownSpeaker"/>.</summary>
    public required string Speaker { get; init; }

    /// <summary>The corpus: a reader's name ("ravdess", "cremad"), a manifest's word, or the folder's name in lower case.</summary>
    public required string Corpus { get; init; }

    /// <summary>The language as an ISO 639-1 code ("en", "de"); null where the corpus does not say.</summary>
    public string? Language { get; init; }

    /// <summary>"female" or "male"; null where the corpus does not say.</summary>
    public string? Sex { get; init; }

    /// <summary>
    /// The acted intensity ("normal" and "strong" in RAVDESS, "low", "medium" and "high" in CREMA-D); null where the corpus does not say.
    /// </summary>
    public string? Intensity { get; init; }

    /// <summary>
    /// The part of the corpus that its publisher puts the utterance into: <c>train</c>, <c>validation</c>, <c>test</c> (or <c>test1</c>,
    /// <c>test2</c> where there are several), or a word of its own, such as a session. Null where the corpus does not say.
    /// </summary>
    public string? Partition { get; init; }

    /// <summary>What several raters heard in it; null where the corpus does not say. <see cref="Emotion"/> may be another.</summary>
    public EmotionVotes? Votes { get; init; }

    /// <summary>
    /// Arousal, valence, dominance and the like as raters heard them, in the corpus's own scale (<see cref="EmotionDimensions.Least"/> to
    /// <see cref="EmotionDimensions.Most"/>, where it is known); null where the corpus does not say.
    /// </summary>
    public EmotionDimensions? Dimensions { get; init; }

    /// <summary>The terms of its corpus; null where they are not known.</summary>
    public CorpusTerms? Terms { get; init; }

    /// <summary>The duration in seconds; null where reading did not need to decode the file (any format but WAV and AIFF).</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>The sample rate of the file; null where reading did not need to decode it.</summary>
    public int? SampleRateHz { get; init; }

    /// <summary>
    /// How high the recording reaches in Hz, at most half its rate: 4000 for a telephone call at any rate. Null where reading did not need
    /// to decode the file.
    /// </summary>
    public double? BandwidthHz { get; init; }

    /// <summary>
    /// The root mean square of the samples in dB of full scale, pauses counted. Null where reading did not need to decode the file.
    /// </summary>
    public double? LevelDb { get; init; }

    /// <summary>A digest of the audio, 16 hexadecimal digits; empty where the audio was not read.</summary>
    internal string AudioHash { get; init; } = "";

    /// <summary>The speaker's key over all corpora, <c>corpus/speaker</c>: speaker "01" of two corpora are two people.</summary>
    public string SpeakerKey => Corpus + "/" + Speaker;

    /// <summary>Which part of the file the utterance is ("1.5-3 s"); empty for the whole file.</summary>
    internal string Span => SpanOf(StartSeconds, EndSeconds);

    /// <summary>A part of a file as text; two parts are the same exactly if their texts are.</summary>
    internal static string SpanOf(double? startSeconds, double? endSeconds) => startSeconds is null && endSeconds is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{startSeconds ?? 0:R}-{endSeconds:R} s");

    /// <summary>What tells utterances of one collection apart.</summary>
    internal (string Path, string Span) Key => (Path, Span);
}
