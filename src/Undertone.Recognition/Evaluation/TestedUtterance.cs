using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Evaluation;

/// <summary>One tested utterance and what the model said of it.</summary>
/// <param name="Utterance">The file, its speaker and corpus.</param>
/// <param name="Fold">The fold whose model was asked, from 1.</param>
/// <param name="Truth">The place of the true label; -1 where the model has no labels.</param>
/// <param name="Probabilities">One probability a label; empty where the model has none.</param>
public sealed record TestedUtterance(Utterance Utterance, int Fold, int Truth, float[] Probabilities)
{
    /// <summary>The place of the most probable label, the first of equals; -1 where the model has no labels.</summary>
    public int Predicted { get; } = Probabilities.Length == 0 ? -1 : Array.IndexOf(Probabilities, Probabilities.Max());

    /// <summary>The probability of <see cref="Predicted"/>; 0 where the model has no labels.</summary>
    public float Confidence => Predicted < 0 ? 0 : Probabilities[Predicted];

    /// <summary>The model's numbers on its dimensions; null where it has none. The true ones are the utterance's.</summary>
    public EmotionDimensions? Dimensions { get; init; }
}
