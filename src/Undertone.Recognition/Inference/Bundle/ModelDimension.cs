using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Inference.Bundle;

/// <summary>
/// A dimension that a model answers on. It learns numbers of mean 0 and deviation 1; mean and deviation of the training part bring them
/// back to the scale of the data.
/// </summary>
/// <param name="Name">The dimension, such as <c>arousal</c>.</param>
/// <param name="Mean">The mean of the training part.</param>
/// <param name="StandardDeviation">Its standard deviation over n, above 0; 1 where all numbers are the same.</param>
public sealed record ModelDimension(string Name, double Mean, double StandardDeviation)
{
    /// <summary>Fits one to the numbers that are known; there is at least one.</summary>
    internal static ModelDimension Fit(string name, IReadOnlyList<double> known)
    {
        var mean = known.Average();
        var deviation = Math.Sqrt(known.Average(v => (v - mean) * (v - mean)));
        return new ModelDimension(name, mean, deviation > 0 ? deviation : 1);
    }

    /// <summary>A number of the data as the model learns it; NaN where it is not known.</summary>
    internal float Scale(double? value) => value is { } known ? (float)((known - Mean) / StandardDeviation) : float.NaN;

    /// <summary>A model's answers on some dimensions, in the scale of the data; null where there are no dimensions.</summary>
    internal static EmotionDimensions? Restore(IReadOnlyList<ModelDimension> dimensions, ReadOnlySpan<float> answers)
    {
        if (dimensions.Count == 0) return null;
        var values = new KeyValuePair<string, double>[dimensions.Count];
        for (var d = 0; d < values.Length; d++)
            values[d] = KeyValuePair.Create(dimensions[d].Name, dimensions[d].Mean + dimensions[d].StandardDeviation * answers[d]);
        return new EmotionDimensions(values);
    }
}
