namespace Undertone.Recognition.Corpora;

/// <summary>What a corpus's naming says of one file.</summary>
/// <param name="Emotion">The emotion as a lower-case English word; see <see cref="Utterance.Emotion"/>.</param>
/// <param name="Speaker">The corpus's own code of the speaker, or <see cref="Utterance.UnknownSpeaker"/>.</param>
public sealed record NameReading(string Emotion, string Speaker)
{
    /// <summary>"female", "male" or null.</summary>
    public string? Sex { get; init; }

    /// <summary>The acted intensity, or null.</summary>
    public string? Intensity { get; init; }

    /// <summary>The part of the corpus it belongs to, or null; see <see cref="Utterance.Partition"/>.</summary>
    public string? Partition { get; init; }

    /// <summary>The language, where the corpus has several; null, the default, for <see cref="CorpusReader.Language"/>.</summary>
    public string? Language { get; init; }

    /// <summary>What the file is where it belongs to the corpus but is not wanted ("song"); null for a wanted one.</summary>
    public string? LeftOutAs { get; init; }
}
