using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Segments;

namespace Undertone.Recognition.Inference;

/// <summary>A segment and what a model makes of its window before anything is known of the speaker; the audio is forgotten.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Clip">The segment's begin and end, and what the model makes of its window; nothing where nobody speaks.</param>
/// <param name="WindowStartSeconds">Where the window begins.</param>
/// <param name="WindowEndSeconds">Where the window ends.</param>
/// <param name="Quality">What is known of the window.</param>
/// <param name="SpeechBlocks">How many blocks of the segment hold speech.</param>
/// <param name="LevelDb">The segment's level; null for digital silence.</param>
internal sealed record SeenSegment(
    SegmentPlace Place, SeenClip Clip, double WindowStartSeconds, double WindowEndSeconds, RecordingQuality Quality, int SpeechBlocks,
    double? LevelDb);
