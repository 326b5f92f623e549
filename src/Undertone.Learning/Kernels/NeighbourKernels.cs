using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>Loops of the neighbour search over single-precision values.</summary>
internal static class NeighbourKernels
{
    /// <summary>values = squares - 2 values: the squared distance less the query's own square.</summary>
    public static void FromDots(Span<float> values, ReadOnlySpan<float> squares) =>
        TensorPrimitives.MultiplyAdd(values, -2f, squares, values);

    /// <summary>values = -values.</summary>
    public static void Negate(Span<float> values) => TensorPrimitives.Negate(values, values);

    /// <summary>sum += scale * row.</summary>
    public static void AddScaled(Span<float> sum, ReadOnlySpan<float> row, float scale) =>
        TensorPrimitives.MultiplyAdd(row, scale, sum, sum);

    /// <summary>The mean of numbers.</summary>
    public static float Mean(ReadOnlySpan<float> numbers) => TensorPrimitives.Sum(numbers) / numbers.Length;

    /// <summary>result = row - centre.</summary>
    public static void Subtract(ReadOnlySpan<float> row, ReadOnlySpan<float> centre, Span<float> result) =>
        TensorPrimitives.Subtract(row, centre, result);

    /// <summary>result = row / |row|; zeros for a row of zeros.</summary>
    public static void Normalise(ReadOnlySpan<float> row, Span<float> result)
    {
        // By the largest first, so that squares neither overflow nor vanish.
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(row));
        if (largest == 0)
        {
            result.Clear();
            return;
        }

        TensorPrimitives.Divide(row, largest, result);
        TensorPrimitives.Divide(result, TensorPrimitives.Norm<float>(result), result);
    }

    /// <summary>The inner product.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => TensorPrimitives.Dot(a, b);

    /// <summary>
    /// The first place from <paramref name="start"/> on whose value is not above the limit; the length where there is none. NaN counts as
    /// not above.
    /// </summary>
    public static int NextNotAbove(ReadOnlySpan<float> values, float limit, int start)
    {
        var bound = Vector256.Create(limit);
        var i = start;
        for (; i + 8 <= values.Length; i += 8)
        {
            if (!Vector256.GreaterThanAll(Vector256.Create(values[i..]), bound)) break;
        }

        for (; i < values.Length; i++)
        {
            if (!(values[i] > limit)) return i;
        }

        return values.Length;
    }
}
