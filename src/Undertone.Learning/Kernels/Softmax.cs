namespace Undertone.Learning.Kernels;

/// <summary>The softmax function.</summary>
internal static class Softmax
{
    /// <summary>Probabilities of a row of logits, computed in double precision from the largest down; they sum to 1.</summary>
    public static void Apply(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        var top = double.NegativeInfinity;
        foreach (var z in logits) top = Math.Max(top, z);
        var sum = 0.0;
        foreach (var z in logits) sum += Math.Exp(z - top);
        for (var i = 0; i < logits.Length; i++) probabilities[i] = (float)(Math.Exp(logits[i] - top) / sum);
    }

    /// <summary>
    /// Probabilities of a row of logits in place, in single precision with a sum in double: for the long rows of attention.
    /// </summary>
    public static void ApplyFast(Span<float> row, float scale)
    {
        var top = System.Numerics.Tensors.TensorPrimitives.Max(row);
        for (var i = 0; i < row.Length; i++) row[i] = (row[i] - top) * scale;
        VectorLoop.Map<Curves.Exponential>(row, row);
        System.Numerics.Tensors.TensorPrimitives.Multiply(row, (float)(1 / Sums.Sum(row)), row);
    }

    /// <summary>dx = y (dy - sum y dy); dx may be dy.</summary>
    public static void Backward(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        var dot = Sums.Dot(y, dy);
        for (var i = 0; i < y.Length; i++) dx[i] = (float)(y[i] * (dy[i] - dot));
    }
}
