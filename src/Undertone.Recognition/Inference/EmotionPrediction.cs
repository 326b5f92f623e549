namespace Undertone.Recognition.Inference;

/// <summary>What a model heard in a clip.</summary>
/// <param name="DurationSeconds">The clip's length.</param>
/// <param name="Speech">False where the clip is silent; then there is no emotion.</param>
/// <param name="Emotion">The label with the largest score, or null without speech.</param>
/// <param name="Confidence">That label's score, 0 to 1; 0 without speech.</param>
/// <param name="Uncertain">
/// True where answers of this confidence were wrong at least as often as right on speakers the model had not heard.
/// </param>
/// <param name="Scores">One probability for each label of the model, in its order; they sum to 1.</param>
public sealed record EmotionPrediction(
    double DurationSeconds, bool Speech, string? Emotion, double Confidence, bool Uncertain, EmotionScores Scores)
{
    /// <summary>The answers for consecutive parts of the clip, or null where none were asked for.</summary>
    public IReadOnlyList<SegmentPrediction>? Segments { get; init; }
}
