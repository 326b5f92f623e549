namespace Undertone.Learning.Metrics;

/// <summary>One answer from those of two models: the linear opinion pool (Stone 1961), the weighted mean of their probabilities.</summary>
public static class OpinionPool
{
    /// <summary>Mixes (1 - weight) p1 + weight p2 into the first of two distributions.</summary>
    /// <param name="first">p1, [classes]; holds the result.</param>
    /// <param name="second">p2, [classes].</param>
    /// <param name="weight">The weight of the second, 0 to 1. At 0 the first stays as it is.</param>
    /// <exception cref="ArgumentException">They have not the same length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not between 0 and 1.</exception>
    public static void Mix(Span<float> first, ReadOnlySpan<float> second, double weight)
    {
        if (first.Length != second.Length) throw new ArgumentException("Both must have a number for each class.", nameof(second));
        if (!(weight is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(weight), weight, "It must be between 0 and 1.");
        for (var c = 0; c < first.Length; c++) first[c] = (float)(((1 - weight) * first[c]) + (weight * second[c]));
    }
}
