using Undertone.Recognition.Inference.Segments;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>How one recording, or one channel of it, is answered for.</summary>
internal sealed record RecordingOptions
{
    /// <summary>Whether its segments are asked for.</summary>
    public bool Segments { get; init; }

    /// <summary>Their window, hop and smoothing, and the voice of the one speaker.</summary>
    public StreamingOptions Segmenting { get; init; } = StreamingOptions.Timeline;

    /// <summary>Whether segments are answered for relative to the mean of those of their speaker.</summary>
    public bool OwnVoice { get; init; }

    /// <summary>Turns of speakers that the segments lie in; null where none are known.</summary>
    public IReadOnlyList<SpeakerTurn>? Turns { get; init; }

    /// <summary>The voices of the speakers of turns.</summary>
    public IReadOnlyDictionary<string, Voice> SpeakerVoices { get; init; } = new Dictionary<string, Voice>();

    /// <summary>Where threads that help come from; null for none.</summary>
    public TaskScheduler? Helpers { get; init; }
}
