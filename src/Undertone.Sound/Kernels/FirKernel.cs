using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Undertone.Sound.Kernels;

/// <summary>Inner products of a filter's taps with windows of a signal.</summary>
/// <remarks>
/// The number of taps is a multiple of 16. Every product is summed in the same order whether it is computed alone or beside
/// others, so that results do not depend on how outputs are grouped. Single products wait for each other's sums; several
/// windows at once keep the multipliers busy and load the taps once. Registers of 256 bits sum in pairs, as those of 512 bits
/// do, to the same bits.
/// </remarks>
internal static class FirKernel
{
    /// <summary>The multiple that the number of taps must be of.</summary>
    public const int TapMultiple = 16;

    /// <summary>Applies the same taps to windows that lie a fixed distance apart.</summary>
    /// <param name="input">The signal.</param>
    /// <param name="start">Where the first window begins.</param>
    /// <param name="inputStep">From one window to the next.</param>
    /// <param name="taps">The taps.</param>
    /// <param name="output">Output k goes to index k * <paramref name="outputStep"/>.</param>
    /// <param name="outputStep">From one output to the next.</param>
    /// <param name="count">The number of windows; the last must lie within the input.</param>
    public static void Windows(
        ReadOnlySpan<float> input, int start, int inputStep, ReadOnlySpan<float> taps, Span<float> output, int outputStep, int count)
    {
        if (count == 0) return;
        _ = input.Slice(start + (count - 1) * inputStep, taps.Length);
        _ = output[(count - 1) * outputStep];
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(input), start);
        ref var h = ref MemoryMarshal.GetReference(taps);
        ref var y = ref MemoryMarshal.GetReference(output);
        if (Vector256.IsHardwareAccelerated) Windows512(ref x, inputStep, ref h, taps.Length, ref y, outputStep, count);
        else WindowsVector(ref x, inputStep, ref h, taps.Length, ref y, outputStep, count);
    }

    /// <summary>Mixes the products of one window with two rows of taps: first + right * (second - first).</summary>
    public static float Between(ReadOnlySpan<float> window, ReadOnlySpan<float> first, ReadOnlySpan<float> second, float right)
    {
        _ = first[window.Length - 1];
        _ = second[window.Length - 1];
        ref var x = ref MemoryMarshal.GetReference(window);
        ref var h = ref MemoryMarshal.GetReference(first);
        ref var g = ref MemoryMarshal.GetReference(second);
        return Vector256.IsHardwareAccelerated
            ? Between512(ref x, ref h, ref g, window.Length, right)
            : BetweenVector(ref x, ref h, ref g, window.Length, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Windows512(ref float x, int inputStep, ref float h, int taps, ref float y, int outputStep, int count)
    {
        var k = 0;
        for (; Vector512.IsHardwareAccelerated && k + 4 <= count; k += 4)
        {
            ref var x0 = ref Unsafe.Add(ref x, k * inputStep);
            ref var x1 = ref Unsafe.Add(ref x0, inputStep);
            ref var x2 = ref Unsafe.Add(ref x1, inputStep);
            ref var x3 = ref Unsafe.Add(ref x2, inputStep);
            var (a0, a1, a2, a3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            var (b0, b1, b2, b3) = (a0, a0, a0, a0);
            nuint i = 0;
            for (; i + 32 <= (nuint)taps; i += 32)
            {
                var low = Vector512.LoadUnsafe(ref h, i);
                var high = Vector512.LoadUnsafe(ref h, i + 16);
                a0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x0, i), low, a0);
                a1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x1, i), low, a1);
                a2 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x2, i), low, a2);
                a3 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x3, i), low, a3);
                b0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x0, i + 16), high, b0);
                b1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x1, i + 16), high, b1);
                b2 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x2, i + 16), high, b2);
                b3 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x3, i + 16), high, b3);
            }

            if (i < (nuint)taps)
            {
                var low = Vector512.LoadUnsafe(ref h, i);
                a0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x0, i), low, a0);
                a1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x1, i), low, a1);
                a2 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x2, i), low, a2);
                a3 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x3, i), low, a3);
            }

            Unsafe.Add(ref y, k * outputStep) = Vector512.Sum(a0 + b0);
            Unsafe.Add(ref y, (k + 1) * outputStep) = Vector512.Sum(a1 + b1);
            Unsafe.Add(ref y, (k + 2) * outputStep) = Vector512.Sum(a2 + b2);
            Unsafe.Add(ref y, (k + 3) * outputStep) = Vector512.Sum(a3 + b3);
        }

        // As many sums as 16 registers of 256 bits hold.
        for (; k + 2 <= count; k += 2)
        {
            ref var x0 = ref Unsafe.Add(ref x, k * inputStep);
            ref var x1 = ref Unsafe.Add(ref x0, inputStep);
            var (a0, a1, b0, b1) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            nuint i = 0;
            for (; i + 32 <= (nuint)taps; i += 32)
            {
                var low = Vector512.LoadUnsafe(ref h, i);
                a0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x0, i), low, a0);
                a1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x1, i), low, a1);
                var high = Vector512.LoadUnsafe(ref h, i + 16);
                b0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x0, i + 16), high, b0);
                b1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x1, i + 16), high, b1);
            }

            if (i < (nuint)taps)
            {
                var low = Vector512.LoadUnsafe(ref h, i);
                a0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x0, i), low, a0);
                a1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x1, i), low, a1);
            }

            Unsafe.Add(ref y, k * outputStep) = Vector512.Sum(a0 + b0);
            Unsafe.Add(ref y, (k + 1) * outputStep) = Vector512.Sum(a1 + b1);
        }

        for (; k < count; k++)
        {
            ref var x0 = ref Unsafe.Add(ref x, k * inputStep);
            var (a, b) = (Vector512<float>.Zero, Vector512<float>.Zero);
            nuint i = 0;
            for (; i + 32 <= (nuint)taps; i += 32)
            {
                a = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x0, i), Vector512.LoadUnsafe(ref h, i), a);
                b = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x0, i + 16), Vector512.LoadUnsafe(ref h, i + 16), b);
            }

            if (i < (nuint)taps) a = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x0, i), Vector512.LoadUnsafe(ref h, i), a);
            Unsafe.Add(ref y, k * outputStep) = Vector512.Sum(a + b);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void WindowsVector(ref float x, int inputStep, ref float h, int taps, ref float y, int outputStep, int count)
    {
        var lanes = (nuint)Vector<float>.Count;
        var k = 0;
        for (; k + 4 <= count; k += 4)
        {
            ref var x0 = ref Unsafe.Add(ref x, k * inputStep);
            ref var x1 = ref Unsafe.Add(ref x0, inputStep);
            ref var x2 = ref Unsafe.Add(ref x1, inputStep);
            ref var x3 = ref Unsafe.Add(ref x2, inputStep);
            var (a0, a1, a2, a3) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
            for (nuint i = 0; i < (nuint)taps; i += lanes)
            {
                var tap = Vector.LoadUnsafe(ref h, i);
                a0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x0, i), tap, a0);
                a1 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x1, i), tap, a1);
                a2 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x2, i), tap, a2);
                a3 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x3, i), tap, a3);
            }

            Unsafe.Add(ref y, k * outputStep) = Vector.Sum(a0);
            Unsafe.Add(ref y, (k + 1) * outputStep) = Vector.Sum(a1);
            Unsafe.Add(ref y, (k + 2) * outputStep) = Vector.Sum(a2);
            Unsafe.Add(ref y, (k + 3) * outputStep) = Vector.Sum(a3);
        }

        for (; k < count; k++)
        {
            ref var x0 = ref Unsafe.Add(ref x, k * inputStep);
            var a = Vector<float>.Zero;
            for (nuint i = 0; i < (nuint)taps; i += lanes)
            {
                a = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x0, i), Vector.LoadUnsafe(ref h, i), a);
            }

            Unsafe.Add(ref y, k * outputStep) = Vector.Sum(a);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Between512(ref float x, ref float h, ref float g, int taps, float right)
    {
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        nuint i = 0;
        for (; i + 32 <= (nuint)taps; i += 32)
        {
            var (low, high) = (Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref x, i + 16));
            a = Vector512.MultiplyAddEstimate(low, Vector512.LoadUnsafe(ref h, i), a);
            b = Vector512.MultiplyAddEstimate(high, Vector512.LoadUnsafe(ref h, i + 16), b);
            c = Vector512.MultiplyAddEstimate(low, Vector512.LoadUnsafe(ref g, i), c);
            d = Vector512.MultiplyAddEstimate(high, Vector512.LoadUnsafe(ref g, i + 16), d);
        }

        if (i < (nuint)taps)
        {
            a = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref h, i), a);
            c = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref g, i), c);
        }

        var (first, second) = (a + b, c + d);
        return Vector512.Sum(Vector512.MultiplyAddEstimate(second - first, Vector512.Create(right), first));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float BetweenVector(ref float x, ref float h, ref float g, int taps, float right)
    {
        var lanes = (nuint)Vector<float>.Count;
        var (first, second) = (Vector<float>.Zero, Vector<float>.Zero);
        for (nuint i = 0; i < (nuint)taps; i += lanes)
        {
            var sample = Vector.LoadUnsafe(ref x, i);
            first = Vector.MultiplyAddEstimate(sample, Vector.LoadUnsafe(ref h, i), first);
            second = Vector.MultiplyAddEstimate(sample, Vector.LoadUnsafe(ref g, i), second);
        }

        return Vector.Sum(Vector.MultiplyAddEstimate(second - first, new Vector<float>(right), first));
    }
}
