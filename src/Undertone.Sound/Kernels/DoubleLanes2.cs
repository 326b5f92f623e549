using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Undertone.Sound.Kernels;

/// <summary>Two doubles in a 128-bit register.</summary>
internal readonly unsafe struct DoubleLanes2(Vector128<double> value) : ILanes<DoubleLanes2, double>
{
    private readonly Vector128<double> _value = value;

    public static int Count => 2;

    public Vector128<double> Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Load(double* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLanes2 value, double* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 LoadSingle(float* source) => new(Vector128.Create(source[0], (double)source[1]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(DoubleLanes2 value, float* destination) =>
        (destination[0], destination[1]) = ((float)value._value.GetElement(0), (float)value._value.GetElement(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Broadcast(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 operator +(DoubleLanes2 a, DoubleLanes2 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 operator -(DoubleLanes2 a, DoubleLanes2 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 operator *(DoubleLanes2 a, DoubleLanes2 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 operator -(DoubleLanes2 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 MultiplyAdd(DoubleLanes2 a, DoubleLanes2 b, DoubleLanes2 c) =>
        new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Reverse(DoubleLanes2 a) => new(Vector128.Shuffle(a._value, Vector128.Create(1L, 0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Deinterleave(DoubleLanes2 a, DoubleLanes2 b, out DoubleLanes2 even, out DoubleLanes2 odd) =>
        Interleave(a, b, out even, out odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(DoubleLanes2 a, DoubleLanes2 b, out DoubleLanes2 low, out DoubleLanes2 high)
    {
        if (Sse2.IsSupported)
        {
            low = new(Sse2.UnpackLow(a._value, b._value));
            high = new(Sse2.UnpackHigh(a._value, b._value));
            return;
        }

        low = new(Vector128.Create(a._value.GetElement(0), b._value.GetElement(0)));
        high = new(Vector128.Create(a._value.GetElement(1), b._value.GetElement(1)));
    }
}
