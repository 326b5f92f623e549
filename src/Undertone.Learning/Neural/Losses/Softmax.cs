namespace Undertone.Learning.Neural.Losses;

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
}
