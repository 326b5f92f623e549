using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Undertone.Sound.Kernels;

/// <summary>Sixteen floats in a 512-bit register.</summary>
internal readonly unsafe struct Lanes16(Vector512<float> value) : ILanes<Lanes16>
{
    private readonly Vector512<float> _value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes16 value, float* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 LoadSingle(float* source) => Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(Lanes16 value, float* destination) => Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator +(Lanes16 a, Lanes16 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 a, Lanes16 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator *(Lanes16 a, Lanes16 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 MultiplyAdd(Lanes16 a, Lanes16 b, Lanes16 c) => new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Max(Lanes16 a, Lanes16 b) => new(Vector512.MaxNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Min(Lanes16 a, Lanes16 b) => new(Vector512.MinNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Sqrt(Lanes16 a) => new(Vector512.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Reverse(Lanes16 a) =>
        new(Vector512.Shuffle(a._value, Vector512.Create(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Deinterleave(Lanes16 a, Lanes16 b, out Lanes16 even, out Lanes16 odd)
    {
        if (Avx512F.IsSupported)
        {
            even = new(Avx512F.PermuteVar16x32x2(
                a._value, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), b._value));
            odd = new(Avx512F.PermuteVar16x32x2(
                a._value, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), b._value));
            return;
        }

        Lanes8.Deinterleave(new(a._value.GetLower()), new(a._value.GetUpper()), out var evenLow, out var oddLow);
        Lanes8.Deinterleave(new(b._value.GetLower()), new(b._value.GetUpper()), out var evenHigh, out var oddHigh);
        even = new(Vector512.Create(evenLow.Value, evenHigh.Value));
        odd = new(Vector512.Create(oddLow.Value, oddHigh.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(Lanes16 a, Lanes16 b, out Lanes16 low, out Lanes16 high)
    {
        if (Avx512F.IsSupported)
        {
            low = new(Avx512F.PermuteVar16x32x2(
                a._value, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), b._value));
            high = new(Avx512F.PermuteVar16x32x2(
                a._value, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), b._value));
            return;
        }

        Lanes8.Interleave(new(a._value.GetLower()), new(b._value.GetLower()), out var low0, out var low1);
        Lanes8.Interleave(new(a._value.GetUpper()), new(b._value.GetUpper()), out var high0, out var high1);
        low = new(Vector512.Create(low0.Value, low1.Value));
        high = new(Vector512.Create(high0.Value, high1.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes16 a) => Vector512.Sum(a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Less(Lanes16 a, Lanes16 b) => (uint)Vector512.LessThan(a._value, b._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Part(Lanes16 a, out Lanes16 mantissa, out Lanes16 exponent)
    {
        var bits = a._value.AsInt32() - Vector512.Create(FloatBits.RootOfHalf);
        exponent = new(Vector512.ConvertToSingle(bits >> FloatBits.Mantissa));
        mantissa = new(((bits & Vector512.Create(FloatBits.MantissaMask)) + Vector512.Create(FloatBits.RootOfHalf)).AsSingle());
    }
}
