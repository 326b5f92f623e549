using System.Runtime.Intrinsics;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>What boosting makes small: of classes or of numbers, with the rows to learn from and those kept aside.</summary>
internal abstract class BoostingLoss(FeatureRows train, FeatureRows? validation)
{
    /// <summary>The rows to learn from.</summary>
    public FeatureRows Train => train;

    /// <summary>The rows kept aside for early stopping; null for none.</summary>
    public FeatureRows? Validation => validation;

    /// <summary>Scores before the first tree, one a line of trees.</summary>
    public abstract double[] Baseline { get; }

    /// <summary>How many numbers <see cref="Gradients"/> and <see cref="Loss"/> work on.</summary>
    public abstract int Work { get; }

    /// <summary>Writes gradient, curvature, 1 and 0 of a training row for each line; the last two are 0 where its weight is.</summary>
    public abstract void Gradients(int row, ReadOnlySpan<double> scores, Span<double> work, Vector128<float>[][] entries);

    /// <summary>The loss of a row kept aside, without its weight.</summary>
    public abstract double Loss(int row, ReadOnlySpan<double> scores, Span<double> work);
}
