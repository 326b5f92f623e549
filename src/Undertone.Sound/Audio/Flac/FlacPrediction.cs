using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Undertone.Sound.Audio.Flac;

/// <summary>Samples from what their prediction left (RFC 9639, sections 9.2.5 and 9.2.6).</summary>
/// <remarks>Sums wrap: of a whole file every sample fits, and a damaged one is told by its checksums.</remarks>
internal static class FlacPrediction
{
    /// <summary>Restores samples that were predicted by a polynomial through those before.</summary>
    /// <param name="samples">The samples: those before the order stand there, the others are written.</param>
    /// <param name="residual">The residuals at the places of their samples; may be the samples themselves.</param>
    /// <param name="order">From 0 to 4.</param>
    public static void RestoreFixed<T>(Span<T> samples, ReadOnlySpan<int> residual, int order)
        where T : struct, IBinaryInteger<T>
    {
        ReadOnlySpan<int> coefficients = order switch
        {
            0 => [],
            1 => [1],
            2 => [-1, 2],
            3 => [1, -3, 3],
            _ => [-1, 4, -6, 4],
        };
        // Nothing is shifted, so a wrapped sum is right wherever the sample fits.
        Restore<T, T>(samples, residual, coefficients, 0);
    }

    /// <summary>Restores samples that were predicted by a weighted sum of those before.</summary>
    /// <param name="samples">The samples: those before the order stand there, the others are written.</param>
    /// <param name="residual">The residuals at the places of their samples; may be the samples themselves.</param>
    /// <param name="coefficients">The weights, that of the earliest sample first.</param>
    /// <param name="shift">By how many bits the sum is shifted down.</param>
    /// <param name="bits">The width of a sample.</param>
    public static void RestoreLinear<T>(
        Span<T> samples, ReadOnlySpan<int> residual, ReadOnlySpan<int> coefficients, int shift, int bits)
        where T : struct, IBinaryInteger<T>
    {
        long weight = 0;
        foreach (var coefficient in coefficients) weight += Math.Abs(coefficient);
        if (weight << (bits - 1) <= int.MaxValue) Restore<T, int>(samples, residual, coefficients, shift);
        else Restore<T, long>(samples, residual, coefficients, shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Restore<TSample, TSum>(
        Span<TSample> samples, ReadOnlySpan<int> residual, ReadOnlySpan<int> coefficients, int shift)
        where TSample : struct, IBinaryInteger<TSample>
        where TSum : struct, IBinaryInteger<TSum>
    {
        residual = residual[..samples.Length];
        var order = coefficients.Length;
        ref var weight = ref MemoryMarshal.GetReference(coefficients);
        for (var i = order; i < samples.Length; i++)
        {
            ref var past = ref samples[i - order];
            var (even, odd) = (TSum.Zero, TSum.Zero);
            var j = 0;
            for (; j + 4 <= order; j += 4)
            {
                even += Term<TSample, TSum>(ref weight, ref past, j) + Term<TSample, TSum>(ref weight, ref past, j + 1);
                odd += Term<TSample, TSum>(ref weight, ref past, j + 2) + Term<TSample, TSum>(ref weight, ref past, j + 3);
            }

            for (; j < order; j++) even += Term<TSample, TSum>(ref weight, ref past, j);
            samples[i] = TSample.CreateTruncating(residual[i]) + TSample.CreateTruncating((even + odd) >> shift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSum Term<TSample, TSum>(ref int weight, ref TSample past, int i)
        where TSample : struct, IBinaryInteger<TSample>
        where TSum : struct, IBinaryInteger<TSum> =>
        TSum.CreateTruncating(Unsafe.Add(ref weight, i)) * TSum.CreateTruncating(Unsafe.Add(ref past, i));
}
