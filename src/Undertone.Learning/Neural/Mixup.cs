using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural;

/// <summary>
/// Mixes the samples of a batch in pairs (Zhang and others 2018): each with the next of a shuffled order, one share for the whole batch.
/// What is possible for one of a pair is possible for the pair.
/// </summary>
internal static class Mixup
{
    /// <summary>
    /// Replaces samples, targets, numbers and weights by their mixtures; a mixed sample is as long as the longer of its two, and a number
    /// that one of them lacks is missing.
    /// </summary>
    public static void Apply(
        Tensor batch, Span<float> targets, Span<float> numbers, Span<float> weights, Span<ulong> possible, int classes, double alpha,
        Xoshiro256PlusPlus random)
    {
        if (batch.Batch < 2) return;
        var share = (float)Beta(alpha, random);
        share = Math.Max(share, 1 - share);
        var order = new int[batch.Batch];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        random.Shuffle(order);

        // Around the ring: every sample is read by its neighbour before it changes, but for the first, which is kept.
        var first = batch.Sample(order[0]).ToArray();
        var (firstTarget, firstWeight, firstLength) = (
            targets.Slice(order[0] * classes, classes).ToArray(), weights[order[0]], batch.Length(order[0]));
        var dimensions = numbers.Length / batch.Batch;
        var firstNumbers = numbers.Slice(order[0] * dimensions, dimensions).ToArray();
        var firstPossible = possible.IsEmpty ? 0 : possible[order[0]];
        for (var i = 0; i < order.Length; i++)
        {
            var here = order[i];
            var last = i == order.Length - 1;
            var next = last ? -1 : order[i + 1];
            Blend(batch.Sample(here), last ? first : batch.Sample(next), share);
            Blend(targets.Slice(here * classes, classes), last ? firstTarget : targets.Slice(next * classes, classes), share);
            Blend(numbers.Slice(here * dimensions, dimensions), last ? firstNumbers : numbers.Slice(next * dimensions, dimensions), share);
            weights[here] = share * weights[here] + (1 - share) * (last ? firstWeight : weights[next]);
            if (!possible.IsEmpty) possible[here] |= last ? firstPossible : possible[next];
            batch.SetLength(here, Math.Max(batch.Length(here), last ? firstLength : batch.Length(next)));
        }
    }

    private static void Blend(Span<float> here, ReadOnlySpan<float> other, float share)
    {
        for (var i = 0; i < here.Length; i++) here[i] = share * here[i] + (1 - share) * other[i];
    }

    /// <summary>A number of the beta distribution with both parameters alpha, from two gamma numbers.</summary>
    private static double Beta(double alpha, Xoshiro256PlusPlus random)
    {
        var (x, y) = (Gamma(alpha, random), Gamma(alpha, random));
        return x + y > 0 ? x / (x + y) : random.NextDouble() < 0.5 ? 0 : 1;
    }

    /// <summary>A number of the gamma distribution by the method of Marsaglia and Tsang 2000.</summary>
    private static double Gamma(double shape, Xoshiro256PlusPlus random)
    {
        if (shape < 1) return Gamma(shape + 1, random) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextGaussian();
            var v = Math.Pow(1 + c * x, 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < x * x / 2 + d - d * v + d * Math.Log(v)) return d * v;
        }
    }
}
