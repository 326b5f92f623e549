using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Segments;

namespace Undertone.Recognition.Inference;

/// <summary>A segment with the audio of its window, before a model looks at it.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="SampleRateHz">The rate of the places.</param>
/// <param name="Window">The audio.</param>
/// <param name="SpeechBlocks">How many blocks of the segment hold speech.</param>
/// <param name="Speech">Whether they are enough.</param>
/// <param name="LevelDb">The segment's level; null for digital silence.</param>
/// <param name="BandwidthHz">How high the recording reaches, as far as it is known.</param>
internal sealed record HeardSegment(
    SegmentPlace Place, int SampleRateHz, HeardClip Window, int SpeechBlocks, bool Speech, double? LevelDb, double BandwidthHz)
{
    public double Seconds(long sample) => (double)sample / SampleRateHz;
}
