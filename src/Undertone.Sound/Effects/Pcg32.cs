namespace Undertone.Sound.Effects;

/// <summary>
/// PCG-XSH-RR 64/32 (M. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms", 2014): the random numbers of
/// effects, the same from the same seed on every machine.
/// </summary>
internal struct Pcg32
{
    private const ulong Multiplier = 6364136223846793005;
    private const ulong DefaultStream = 721347520444481703;

    private readonly ulong _increment;
    private ulong _state;

    /// <summary>Starts the sequence of a seed; each stream has sequences of its own.</summary>
    public Pcg32(ulong seed, ulong stream = DefaultStream)
    {
        _increment = (stream << 1) | 1;
        _state = seed + _increment;
        NextUInt32();
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        var old = _state;
        _state = old * Multiplier + _increment;
        return uint.RotateRight((uint)(((old >> 18) ^ old) >> 27), (int)(old >> 59));
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => NextUInt32() * (1.0 / 4294967296.0);

    /// <summary>A whole number in [0, limit).</summary>
    public int Next(int limit) => (int)(((ulong)NextUInt32() * (uint)limit) >> 32);
}
