using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Inference;

/// <summary>What a model makes of a clip or a part of one before anything is known of the speaker.</summary>
/// <param name="StartSeconds">Where it begins.</param>
/// <param name="EndSeconds">Where it ends.</param>
/// <param name="Probabilities">One a label (none where the model has no labels); null where nobody speaks.</param>
/// <param name="Embedding">What a voice is taken off; null where nobody speaks or the model knows no voices.</param>
internal sealed record SeenClip(double StartSeconds, double EndSeconds, float[]? Probabilities, float[]? Embedding)
{
    /// <summary>Its numbers on the model's dimensions; null where nobody speaks or there are no dimensions.</summary>
    public EmotionDimensions? Dimensions { get; init; }

    /// <summary>The probabilities before they are scaled by the model's temperature; there where the embedding is.</summary>
    public float[]? Unscaled { get; init; }
}
