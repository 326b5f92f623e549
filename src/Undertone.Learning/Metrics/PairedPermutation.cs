using Undertone.Learning.Randomness;

namespace Undertone.Learning.Metrics;

/// <summary>
/// The two-sided paired permutation test of Fisher and Pitman: do two models differ over the same speakers by more than chance? The signs
/// of the differences are exchanged in all ways, which assumes nothing of how scores are distributed.
/// </summary>
public static class PairedPermutation
{
    /// <summary>The most pairs whose 2^pairs assignments are all tried.</summary>
    public const int MostExactPairs = 24;

    // Sums of doubles that are equal on paper differ by rounding.
    private const double Rounding = 1e-12;

    /// <summary>Compares two lists of scores.</summary>
    /// <param name="first">The first model's score of each speaker.</param>
    /// <param name="second">The second model's score of each speaker, in the same order.</param>
    /// <param name="draws">Assignments that are drawn beyond <see cref="MostExactPairs"/> pairs. Default 100,000.</param>
    /// <param name="seed">Fixes the draws. Default 0.</param>
    /// <exception cref="ArgumentException">There is no pair, the lists differ in length, or a score is not finite.</exception>
    public static PairedPermutationResult Test(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int draws = 100_000, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        if (first.Length == 0 || first.Length != second.Length)
        {
            throw new ArgumentException(
                $"There are {first.Length} and {second.Length} scores; pairs are needed, one at least.", nameof(second));
        }

        var differences = new double[first.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = first[i] - second[i];
            if (!double.IsFinite(differences[i])) throw new ArgumentException("A score is not a finite number.", nameof(first));
        }

        var limit = Math.Abs(differences.Sum()) - (Rounding * differences.Sum(Math.Abs));
        var exact = differences.Length <= MostExactPairs;
        var p = exact ? All(differences, limit) : Drawn(differences, limit, draws, new SplitMix64(seed));
        return new PairedPermutationResult(differences.Length, differences.Average(), p, exact);
    }

    /// <summary>
    /// The share of all assignments whose sum is at least so far from 0: every sum of one half with every one of the other.
    /// </summary>
    private static double All(double[] differences, double limit)
    {
        var half = differences.Length / 2;
        var (left, right) = (Sums(differences.AsSpan(0, half)), Sums(differences.AsSpan(half)));
        long far = 0;
        foreach (var a in left)
        {
            foreach (var b in right) far += Math.Abs(a + b) >= limit ? 1 : 0;
        }

        return (double)far / ((long)left.Length * right.Length);
    }

    private static double[] Sums(ReadOnlySpan<double> differences)
    {
        var sums = new double[1 << differences.Length];
        for (var signs = 0; signs < sums.Length; signs++)
        {
            for (var i = 0; i < differences.Length; i++) sums[signs] += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
        }

        return sums;
    }

    /// <summary>The share of drawn assignments, the one that was seen counted among them.</summary>
    private static double Drawn(double[] differences, double limit, int draws, SplitMix64 random)
    {
        var far = 1;
        for (var d = 0; d < draws; d++)
        {
            var (sum, bits) = (0.0, 0UL);
            for (var i = 0; i < differences.Length; i++)
            {
                if (i % 64 == 0) bits = random.NextUInt64();
                sum += (bits & 1) == 0 ? differences[i] : -differences[i];
                bits >>= 1;
            }

            if (Math.Abs(sum) >= limit) far++;
        }

        return far / (draws + 1.0);
    }
}
