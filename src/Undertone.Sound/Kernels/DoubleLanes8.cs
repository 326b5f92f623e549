using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Undertone.Sound.Kernels;

/// <summary>Eight doubles in a 512-bit register.</summary>
internal readonly unsafe struct DoubleLanes8(Vector512<double> value) : ILanes<DoubleLanes8, double>
{
    private readonly Vector512<double> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Load(double* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLanes8 value, double* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 LoadSingle(float* source) => new(Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Double(Vector256.Load(source))
        : Vector512.WidenLower(Vector256.Load(source).ToVector512()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(DoubleLanes8 value, float* destination) => (Avx512F.IsSupported
        ? Avx512F.ConvertToVector256Single(value._value)
        : Vector512.Narrow(value._value, value._value).GetLower()).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 operator +(DoubleLanes8 a, DoubleLanes8 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 operator -(DoubleLanes8 a, DoubleLanes8 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 operator *(DoubleLanes8 a, DoubleLanes8 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 operator -(DoubleLanes8 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 MultiplyAdd(DoubleLanes8 a, DoubleLanes8 b, DoubleLanes8 c) =>
        new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Reverse(DoubleLanes8 a) => new(Vector512.Shuffle(a._value, Vector512.Create(7L, 6, 5, 4, 3, 2, 1, 0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Deinterleave(DoubleLanes8 a, DoubleLanes8 b, out DoubleLanes8 even, out DoubleLanes8 odd)
    {
        if (Avx512F.IsSupported)
        {
            even = new(Avx512F.PermuteVar8x64x2(a._value, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), b._value));
            odd = new(Avx512F.PermuteVar8x64x2(a._value, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15), b._value));
            return;
        }

        DoubleLanes4.Deinterleave(new(a._value.GetLower()), new(a._value.GetUpper()), out var evenLow, out var oddLow);
        DoubleLanes4.Deinterleave(new(b._value.GetLower()), new(b._value.GetUpper()), out var evenHigh, out var oddHigh);
        even = new(Vector512.Create(evenLow.Value, evenHigh.Value));
        odd = new(Vector512.Create(oddLow.Value, oddHigh.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(DoubleLanes8 a, DoubleLanes8 b, out DoubleLanes8 low, out DoubleLanes8 high)
    {
        if (Avx512F.IsSupported)
        {
            low = new(Avx512F.PermuteVar8x64x2(a._value, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), b._value));
            high = new(Avx512F.PermuteVar8x64x2(a._value, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), b._value));
            return;
        }

        DoubleLanes4.Interleave(new(a._value.GetLower()), new(b._value.GetLower()), out var low0, out var low1);
        DoubleLanes4.Interleave(new(a._value.GetUpper()), new(b._value.GetUpper()), out var high0, out var high1);
        low = new(Vector512.Create(low0.Value, low1.Value));
        high = new(Vector512.Create(high0.Value, high1.Value));
    }
}
