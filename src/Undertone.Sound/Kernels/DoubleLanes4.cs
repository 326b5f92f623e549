using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Undertone.Sound.Kernels;

/// <summary>Four doubles in a 256-bit register.</summary>
internal readonly unsafe struct DoubleLanes4(Vector256<double> value) : ILanes<DoubleLanes4, double>
{
    private readonly Vector256<double> _value = value;

    public static int Count => 4;

    public Vector256<double> Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Load(double* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleLanes4 value, double* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 LoadSingle(float* source) => new(Avx.IsSupported
        ? Avx.ConvertToVector256Double(Vector128.Load(source))
        : Vector256.WidenLower(Vector128.Load(source).ToVector256()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(DoubleLanes4 value, float* destination) => (Avx.IsSupported
        ? Avx.ConvertToVector128Single(value._value)
        : Vector256.Narrow(value._value, value._value).GetLower()).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Broadcast(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 operator +(DoubleLanes4 a, DoubleLanes4 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 operator -(DoubleLanes4 a, DoubleLanes4 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 operator *(DoubleLanes4 a, DoubleLanes4 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 operator -(DoubleLanes4 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 MultiplyAdd(DoubleLanes4 a, DoubleLanes4 b, DoubleLanes4 c) =>
        new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Reverse(DoubleLanes4 a) => new(Vector256.Shuffle(a._value, Vector256.Create(3L, 2, 1, 0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Deinterleave(DoubleLanes4 a, DoubleLanes4 b, out DoubleLanes4 even, out DoubleLanes4 odd)
    {
        if (Avx2.IsSupported)
        {
            even = new(Avx2.Permute4x64(Avx.UnpackLow(a._value, b._value), 0b11_01_10_00));
            odd = new(Avx2.Permute4x64(Avx.UnpackHigh(a._value, b._value), 0b11_01_10_00));
            return;
        }

        DoubleLanes2.Deinterleave(new(a._value.GetLower()), new(a._value.GetUpper()), out var evenLow, out var oddLow);
        DoubleLanes2.Deinterleave(new(b._value.GetLower()), new(b._value.GetUpper()), out var evenHigh, out var oddHigh);
        even = new(Vector256.Create(evenLow.Value, evenHigh.Value));
        odd = new(Vector256.Create(oddLow.Value, oddHigh.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(DoubleLanes4 a, DoubleLanes4 b, out DoubleLanes4 low, out DoubleLanes4 high)
    {
        if (Avx.IsSupported)
        {
            var lows = Avx.UnpackLow(a._value, b._value);
            var highs = Avx.UnpackHigh(a._value, b._value);
            low = new(Avx.Permute2x128(lows, highs, 0x20));
            high = new(Avx.Permute2x128(lows, highs, 0x31));
            return;
        }

        DoubleLanes2.Interleave(new(a._value.GetLower()), new(b._value.GetLower()), out var low0, out var low1);
        DoubleLanes2.Interleave(new(a._value.GetUpper()), new(b._value.GetUpper()), out var high0, out var high1);
        low = new(Vector256.Create(low0.Value, low1.Value));
        high = new(Vector256.Create(high0.Value, high1.Value));
    }
}
