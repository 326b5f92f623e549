namespace Undertone.Sound.Kernels;

/// <summary>
/// A register of <see cref="Count"/> numbers. A kernel is written once over this interface and compiled once for each width, so that
/// every width can be run and tested on one machine.
/// </summary>
internal unsafe interface ILanes<T, S>
    where T : struct, ILanes<T, S>
    where S : unmanaged
{
    static abstract int Count { get; }

    static abstract T Load(S* source);

    static abstract void Store(T value, S* destination);

    /// <summary>Loads as many floats and converts them.</summary>
    static abstract T LoadSingle(float* source);

    /// <summary>Converts to floats and stores them.</summary>
    static abstract void StoreSingle(T value, float* destination);

    static abstract T Broadcast(S value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator -(T a);

    /// <summary>a * b + c, rounded once where the machine can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>The lanes in the opposite order.</summary>
    static abstract T Reverse(T a);

    /// <summary>The even and the odd elements of the sequence a, b.</summary>
    static abstract void Deinterleave(T a, T b, out T even, out T odd);

    /// <summary>The sequence a0 b0 a1 b1 ..., its first half in <paramref name="low"/>.</summary>
    static abstract void Interleave(T a, T b, out T low, out T high);
}

/// <summary>A register of floats.</summary>
internal unsafe interface ILanes<T> : ILanes<T, float>
    where T : struct, ILanes<T>
{
    static abstract T Max(T a, T b);

    static abstract T Min(T a, T b);

    static abstract T Sqrt(T a);

    static abstract float Sum(T a);

    /// <summary>Parts positive normal numbers: a = mantissa * 2^exponent with the mantissa between the roots of 1/2 and 2.</summary>
    static abstract void Part(T a, out T mantissa, out T exponent);

    /// <summary>One bit a lane, the first lane lowest, set where a is less than b.</summary>
    static abstract uint Less(T a, T b);
}
