using System.Text.Json.Serialization;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>What a model heard in one part of a clip.</summary>
/// <param name="StartSeconds">Where the part begins.</param>
/// <param name="EndSeconds">Where it ends.</param>
/// <param name="Speech">False where nobody speaks; then there is no emotion.</param>
/// <param name="Emotion">The label with the largest score; null without speech, or of a model without labels.</param>
/// <param name="Confidence">That label's score, 0 to 1; 0 without speech.</param>
/// <param name="Uncertain">
/// True where answers of this confidence were wrong at least as often as right on speakers the model had not heard, or where the recording
/// has a fault that is known to make answers worse.
/// </param>
/// <param name="Scores">One probability for each label of the model.</param>
[JsonConverter(typeof(PredictionConverter))]
public record SegmentPrediction(
    double StartSeconds, double EndSeconds, bool Speech, string? Emotion, double Confidence, bool Uncertain, EmotionScores Scores)
{
    /// <summary>
    /// Why the answer is uncertain: <c>low-confidence</c> and the words of the recording's flags (<see cref="QualityFlags.Word"/>); empty
    /// where it is not.
    /// </summary>
    public IReadOnlyList<string> UncertainBecause { get; init; } = [];

    /// <summary>
    /// Numbers on dimensions such as arousal, in the scale of the data that the model learnt from; null without speech, or where the model
    /// has no dimensions.
    /// </summary>
    public EmotionDimensions? Dimensions { get; init; }

    /// <summary>The voice that the answer is relative to; null where none was known.</summary>
    public UsedVoice? Voice { get; init; }

    /// <summary>Who is said to speak in it, where turns of speakers were given; else null.</summary>
    public string? Speaker { get; init; }

    /// <summary>What was said, where a recogniser of words was asked; null where there is nothing to tell.</summary>
    public string? Text { get; init; }

    /// <summary>The row that <c>undertone predict --segments</c> prints: <c>1.50 s -   3.00 s  bored 65.7 %  ...</c></summary>
    public sealed override string ToString() => PredictionRow.Of(this, PredictionRow.DefaultTop).TrimStart();
}
