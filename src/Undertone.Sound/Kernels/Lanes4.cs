using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Undertone.Sound.Kernels;

/// <summary>Four floats in a 128-bit register.</summary>
internal readonly unsafe struct Lanes4(Vector128<float> value) : ILanes<Lanes4>
{
    private readonly Vector128<float> _value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes4 value, float* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 LoadSingle(float* source) => Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(Lanes4 value, float* destination) => Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 a, Lanes4 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 a, Lanes4 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 a, Lanes4 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 MultiplyAdd(Lanes4 a, Lanes4 b, Lanes4 c) => new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Max(Lanes4 a, Lanes4 b) => new(Vector128.MaxNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Min(Lanes4 a, Lanes4 b) => new(Vector128.MinNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Sqrt(Lanes4 a) => new(Vector128.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Reverse(Lanes4 a) =>
        new(Vector128.Shuffle(a._value, Vector128.Create(3, 2, 1, 0)));

    public Vector128<float> Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Deinterleave(Lanes4 a, Lanes4 b, out Lanes4 even, out Lanes4 odd)
    {
        if (Sse.IsSupported)
        {
            even = new(Sse.Shuffle(a._value, b._value, 0b10_00_10_00));
            odd = new(Sse.Shuffle(a._value, b._value, 0b11_01_11_01));
            return;
        }

        var (x, y) = (a._value, b._value);
        even = new(Vector128.Create(x.GetElement(0), x.GetElement(2), y.GetElement(0), y.GetElement(2)));
        odd = new(Vector128.Create(x.GetElement(1), x.GetElement(3), y.GetElement(1), y.GetElement(3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(Lanes4 a, Lanes4 b, out Lanes4 low, out Lanes4 high)
    {
        if (Sse.IsSupported)
        {
            low = new(Sse.UnpackLow(a._value, b._value));
            high = new(Sse.UnpackHigh(a._value, b._value));
            return;
        }

        var (x, y) = (a._value, b._value);
        low = new(Vector128.Create(x.GetElement(0), y.GetElement(0), x.GetElement(1), y.GetElement(1)));
        high = new(Vector128.Create(x.GetElement(2), y.GetElement(2), x.GetElement(3), y.GetElement(3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes4 a) => Vector128.Sum(a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Less(Lanes4 a, Lanes4 b) => (uint)Vector128.LessThan(a._value, b._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Part(Lanes4 a, out Lanes4 mantissa, out Lanes4 exponent)
    {
        var bits = a._value.AsInt32() - Vector128.Create(FloatBits.RootOfHalf);
        exponent = new(Vector128.ConvertToSingle(bits >> FloatBits.Mantissa));
        mantissa = new(((bits & Vector128.Create(FloatBits.MantissaMask)) + Vector128.Create(FloatBits.RootOfHalf)).AsSingle());
    }
}
