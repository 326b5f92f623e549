namespace Undertone.Sound.Effects;

/// <summary>What a synthetic room sounds like.</summary>
public sealed record RoomOptions
{
    /// <summary>RT60: the seconds in which the reverberation falls by 60 dB, above 0 and at most 10. Default 0.5.</summary>
    public double ReverberationSeconds { get; init; } = 0.5;

    /// <summary>
    /// How much stronger the direct sound is than all reverberation, in dB. Default 0, as a few metres away from a speaker.
    /// </summary>
    public double DirectToReverberantDb { get; init; }

    /// <summary>The seed of the reflections. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range or not a number.</exception>
    public void Validate()
    {
        if (!(ReverberationSeconds is > 0 and <= 10))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ReverberationSeconds), ReverberationSeconds, "The reverberation has to last from above 0 to 10 seconds.");
        }

        if (!double.IsFinite(DirectToReverberantDb))
        {
            throw new ArgumentOutOfRangeException(
                nameof(DirectToReverberantDb), DirectToReverberantDb, "The ratio has to be a finite number of decibels.");
        }
    }
}
