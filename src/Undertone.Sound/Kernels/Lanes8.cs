using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Undertone.Sound.Kernels;

/// <summary>Eight floats in a 256-bit register.</summary>
internal readonly unsafe struct Lanes8(Vector256<float> value) : ILanes<Lanes8>
{
    private readonly Vector256<float> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes8 value, float* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 LoadSingle(float* source) => Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(Lanes8 value, float* destination) => Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 a, Lanes8 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 a, Lanes8 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 a, Lanes8 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyAdd(Lanes8 a, Lanes8 b, Lanes8 c) => new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Max(Lanes8 a, Lanes8 b) => new(Vector256.MaxNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Min(Lanes8 a, Lanes8 b) => new(Vector256.MinNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Sqrt(Lanes8 a) => new(Vector256.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Reverse(Lanes8 a) =>
        new(Vector256.Shuffle(a._value, Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0)));

    public Vector256<float> Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Deinterleave(Lanes8 a, Lanes8 b, out Lanes8 even, out Lanes8 odd)
    {
        if (Avx2.IsSupported)
        {
            var evens = Avx.Shuffle(a._value, b._value, 0b10_00_10_00);
            var odds = Avx.Shuffle(a._value, b._value, 0b11_01_11_01);
            even = new(Avx2.Permute4x64(evens.AsDouble(), 0b11_01_10_00).AsSingle());
            odd = new(Avx2.Permute4x64(odds.AsDouble(), 0b11_01_10_00).AsSingle());
            return;
        }

        Lanes4.Deinterleave(new(a._value.GetLower()), new(a._value.GetUpper()), out var evenLow, out var oddLow);
        Lanes4.Deinterleave(new(b._value.GetLower()), new(b._value.GetUpper()), out var evenHigh, out var oddHigh);
        even = new(Vector256.Create(evenLow.Value, evenHigh.Value));
        odd = new(Vector256.Create(oddLow.Value, oddHigh.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(Lanes8 a, Lanes8 b, out Lanes8 low, out Lanes8 high)
    {
        if (Avx.IsSupported)
        {
            var lows = Avx.UnpackLow(a._value, b._value);
            var highs = Avx.UnpackHigh(a._value, b._value);
            low = new(Avx.Permute2x128(lows, highs, 0x20));
            high = new(Avx.Permute2x128(lows, highs, 0x31));
            return;
        }

        Lanes4.Interleave(new(a._value.GetLower()), new(b._value.GetLower()), out var low0, out var low1);
        Lanes4.Interleave(new(a._value.GetUpper()), new(b._value.GetUpper()), out var high0, out var high1);
        low = new(Vector256.Create(low0.Value, low1.Value));
        high = new(Vector256.Create(high0.Value, high1.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes8 a) => Vector256.Sum(a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Less(Lanes8 a, Lanes8 b) => (uint)Vector256.LessThan(a._value, b._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Part(Lanes8 a, out Lanes8 mantissa, out Lanes8 exponent)
    {
        var bits = a._value.AsInt32() - Vector256.Create(FloatBits.RootOfHalf);
        exponent = new(Vector256.ConvertToSingle(bits >> FloatBits.Mantissa));
        mantissa = new(((bits & Vector256.Create(FloatBits.MantissaMask)) + Vector256.Create(FloatBits.RootOfHalf)).AsSingle());
    }
}
