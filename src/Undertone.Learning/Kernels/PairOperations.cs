using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>One step of a sum over two rows.</summary>
internal interface IPairOperation
{
    static abstract Vector512<float> Add(Vector512<float> sum, Vector512<float> a, Vector512<float> b);

    static abstract Vector256<float> Add(Vector256<float> sum, Vector256<float> a, Vector256<float> b);

    static abstract float Add(float sum, float a, float b);
}

/// <summary>The inner product.</summary>
internal readonly struct DotOperation : IPairOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> sum, Vector512<float> a, Vector512<float> b) =>
        Vector512.MultiplyAddEstimate(a, b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> sum, Vector256<float> a, Vector256<float> b) =>
        Vector256.MultiplyAddEstimate(a, b, sum);

    public static float Add(float sum, float a, float b) => sum + a * b;
}

/// <summary>The squared Euclidean distance, summed from differences: no cancellation, however far the rows lie from 0.</summary>
internal readonly struct SquaredDistanceOperation : IPairOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> sum, Vector512<float> a, Vector512<float> b) =>
        Vector512.MultiplyAddEstimate(a - b, a - b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> sum, Vector256<float> a, Vector256<float> b) =>
        Vector256.MultiplyAddEstimate(a - b, a - b, sum);

    public static float Add(float sum, float a, float b) => sum + (a - b) * (a - b);
}

/// <summary>The Manhattan distance.</summary>
internal readonly struct AbsoluteDistanceOperation : IPairOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> sum, Vector512<float> a, Vector512<float> b) => sum + Vector512.Abs(a - b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> sum, Vector256<float> a, Vector256<float> b) => sum + Vector256.Abs(a - b);

    public static float Add(float sum, float a, float b) => sum + MathF.Abs(a - b);
}
