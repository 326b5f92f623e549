using System.Numerics;

namespace Undertone.Sound.Kernels;

/// <summary>The largest sum of a value and a weight in a sliding window: one step of
/// the Viterbi algorithm over neighbouring states.</summary>
internal static class BestSteps
{
    /// <summary>best[j] = max over k of values[j + k] + weights[k], and from[j] = the first k that gives it.</summary>
    public static void Compute(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, Span<double> best, Span<int> from)
    {
        var lanes = Vector<double>.Count;
        var j = 0;
        for (; j + lanes <= best.Length; j += lanes)
        {
            var top = new Vector<double>(double.NegativeInfinity);
            var place = Vector<long>.Zero;
            for (var k = 0; k < weights.Length; k++)
            {
                var score = new Vector<double>(values[(j + k)..]) + new Vector<double>(weights[k]);
                var better = Vector.GreaterThan(score, top);
                top = Vector.ConditionalSelect(better, score, top);
                place = Vector.ConditionalSelect(better, new Vector<long>(k), place);
            }

            top.CopyTo(best[j..]);
            for (var i = 0; i < lanes; i++) from[j + i] = (int)place[i];
        }

        for (; j < best.Length; j++)
        {
            (best[j], from[j]) = (double.NegativeInfinity, 0);
            for (var k = 0; k < weights.Length; k++)
            {
                var score = values[j + k] + weights[k];
                if (score > best[j]) (best[j], from[j]) = (score, k);
            }
        }
    }
}
