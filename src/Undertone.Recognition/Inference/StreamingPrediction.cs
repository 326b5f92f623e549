using System.Text.Json.Serialization;
using Undertone.Recognition.Hearing;

namespace Undertone.Recognition.Inference;

/// <summary>What a model heard in one segment of a recording that comes bit by bit; <c>Scores</c> are smoothed.</summary>
/// <param name="StartSeconds">Where the segment begins.</param>
/// <param name="EndSeconds">Where it ends.</param>
/// <param name="Speech">
/// Whether somebody speaks: in a fifth of the segment's blocks of 32 ms or, where that is more, ten of them, and in ten of its window's.
/// </param>
/// <param name="Emotion">The label with the largest score, or null without speech.</param>
/// <param name="Confidence">That label's score, 0 to 1; 0 without speech.</param>
/// <param name="Uncertain">
/// True where answers of this confidence were wrong at least as often as right on speakers the model had not heard, or where the recording
/// has a fault that is known to make answers worse.
/// </param>
/// <param name="Scores">One probability for each label of the model, smoothed over time.</param>
[JsonConverter(typeof(PredictionConverter))]
public sealed record StreamingPrediction(
    double StartSeconds, double EndSeconds, bool Speech, string? Emotion, double Confidence, bool Uncertain, EmotionScores Scores)
    : SegmentPrediction(StartSeconds, EndSeconds, Speech, Emotion, Confidence, Uncertain, Scores)
{
    /// <summary>The probabilities before they were smoothed.</summary>
    public required EmotionScores RawScores { get; init; }

    /// <summary>Where the window that was listened to begins.</summary>
    public required double WindowStartSeconds { get; init; }

    /// <summary>Where the window that was listened to ends.</summary>
    public required double WindowEndSeconds { get; init; }

    /// <summary>
    /// What is known of the window: its level is the mean power of its blocks with speech, the bandwidth is that of the recording as far as
    /// it was heard, up to its first minute.
    /// </summary>
    public required RecordingQuality Quality { get; init; }

    /// <summary>
    /// The root mean square of the segment in dB, without what lies below 20 Hz or above 8 kHz: 0 for a square wave of full scale, null for
    /// digital silence.
    /// </summary>
    public required double? LevelDb { get; init; }
}
