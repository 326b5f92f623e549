using System.Runtime.CompilerServices;

namespace Undertone.Sound.Kernels;

/// <summary>One double: the scalar form of every kernel, for tails and for machines without vectors.</summary>
internal readonly unsafe struct DoubleLanes1(double value) : ILanes<DoubleLanes1, double>
{
    private readonly double _value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes1 Load(double* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLanes1 value, double* destination) => *destination = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes1 LoadSingle(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(DoubleLanes1 value, float* destination) => *destination = (float)value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes1 Broadcast(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes1 operator +(DoubleLanes1 a, DoubleLanes1 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes1 operator -(DoubleLanes1 a, DoubleLanes1 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes1 operator *(DoubleLanes1 a, DoubleLanes1 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes1 operator -(DoubleLanes1 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes1 MultiplyAdd(DoubleLanes1 a, DoubleLanes1 b, DoubleLanes1 c) =>
        new(double.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes1 Reverse(DoubleLanes1 a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Deinterleave(DoubleLanes1 a, DoubleLanes1 b, out DoubleLanes1 even, out DoubleLanes1 odd) => (even, odd) = (a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(DoubleLanes1 a, DoubleLanes1 b, out DoubleLanes1 low, out DoubleLanes1 high) => (low, high) = (a, b);
}
