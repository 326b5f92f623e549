using Undertone.Recognition.Corpora;

namespace Undertone.Recognition.Evaluation;

/// <summary>One tested utterance and what the model said of it.</summary>
/// <param name="Utterance">The file, its speaker and corpus.</param>
/// <param name="Fold">The fold whose model was asked, from 1.</param>
/// <param name="Truth">The place of the true label.</param>
/// <param name="Probabilities">One probability a label.</param>
public sealed record TestedUtterance(Utterance Utterance, int Fold, int Truth, float[] Probabilities)
{
    /// <summary>The place of the most probable label; the first of equals.</summary>
    public int Predicted { get; } = Array.IndexOf(Probabilities, Probabilities.Max());

    /// <summary>The probability of <see cref="Predicted"/>.</summary>
    public float Confidence => Probabilities[Predicted];
}
