using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Undertone.Sound.Audio;

namespace Undertone.Sound.Kernels;

/// <summary>The inner products of a polyphase filter.</summary>
internal static class FirKernel
{
    /// <summary>Writes outputs as long as both their inputs and room for them are there, and moves the place on.</summary>
    /// <param name="filter">The taps.</param>
    /// <param name="input">Input samples.</param>
    /// <param name="next">Where in the input the next output's window begins; may lie beyond the input.</param>
    /// <param name="phase">The place of the next output between two input samples, in steps of 1 / <see cref="ResamplingFilter.Up"/>.</param>
    /// <param name="outputIndex">The number of outputs since the signal began.</param>
    /// <param name="output">Where the outputs go.</param>
    /// <returns>The number of outputs.</returns>
    public static int Polyphase(ResamplingFilter filter, ReadOnlySpan<float> input, ref int next, ref int phase, long outputIndex, Span<float> output)
    {
        var (taps, up) = (filter.Taps, filter.Up);
        var (wholeStep, phaseStep) = (filter.Down / up, filter.Down % up);
        var written = 0;
        while (written < output.Length && next + taps <= input.Length)
        {
            var window = input.Slice(next, taps);
            var start = (outputIndex + written) * taps;
            if (start < filter.StartTable.Length)
            {
                output[written++] = Dot(window, filter.StartTable.AsSpan((int)start, taps));
            }
            else if (filter.IsExact)
            {
                output[written++] = Dot(window, filter.Table.AsSpan(phase * taps, taps));
            }
            else
            {
                var place = (double)phase * filter.Phases / up;
                var row = (int)place;
                var right = (float)(place - row);
                var left = Dot(window, filter.Table.AsSpan(row * taps, taps));
                output[written++] = left + right * (Dot(window, filter.Table.AsSpan((row + 1) * taps, taps)) - left);
            }

            next += wholeStep;
            phase += phaseStep;
            if (phase >= up)
            {
                phase -= up;
                next++;
            }
        }

        return written;
    }

    /// <summary>The inner product of two spans of the same length, a multiple of 16.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (Vector512.IsHardwareAccelerated) return Dot512(a, b);
        return Vector256.IsHardwareAccelerated ? Dot256(a, b) : Dot128(a, b);
    }

    internal static float Dot512(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var h = ref MemoryMarshal.GetReference(b);
        var (sum0, sum1) = (Vector512<float>.Zero, Vector512<float>.Zero);
        nuint i = 0;
        for (; i + 32 <= (nuint)b.Length; i += 32)
        {
            sum0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref h, i), sum0);
            sum1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, i + 16), Vector512.LoadUnsafe(ref h, i + 16), sum1);
        }

        if (i < (nuint)b.Length) sum0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref h, i), sum0);
        return Vector512.Sum(sum0 + sum1);
    }

    internal static float Dot256(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var h = ref MemoryMarshal.GetReference(b);
        var (sum0, sum1) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (nuint i = 0; i + 16 <= (nuint)b.Length; i += 16)
        {
            sum0 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref h, i), sum0);
            sum1 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref x, i + 8), Vector256.LoadUnsafe(ref h, i + 8), sum1);
        }

        return Vector256.Sum(sum0 + sum1);
    }

    internal static float Dot128(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var h = ref MemoryMarshal.GetReference(b);
        var (sum0, sum1) = (Vector128<float>.Zero, Vector128<float>.Zero);
        for (nuint i = 0; i + 8 <= (nuint)b.Length; i += 8)
        {
            sum0 = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref x, i), Vector128.LoadUnsafe(ref h, i), sum0);
            sum1 = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref x, i + 4), Vector128.LoadUnsafe(ref h, i + 4), sum1);
        }

        return Vector128.Sum(sum0 + sum1);
    }
}
