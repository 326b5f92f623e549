namespace Undertone.Sound.Effects;

/// <summary>What <see cref="Silence"/> takes for silent. The defaults are those of <c>librosa.effects.trim</c>.</summary>
public sealed record SilenceOptions
{
    /// <summary>Decibels below the reference at which silence begins (librosa's top_db). Default 60.</summary>
    public double TopDb { get; init; } = 60;

    /// <summary>The amplitude that decibels are counted from (librosa's ref). Null, the default, takes the loudest
    /// frame's root mean square, as librosa's np.max.</summary>
    public double? ReferenceAmplitude { get; init; }

    /// <summary>Samples of a frame (librosa's frame_length). Default 2048.</summary>
    public int FrameSamples { get; init; } = 2048;

    /// <summary>Samples from one frame to the next (librosa's hop_length). Default 512.</summary>
    public int HopSamples { get; init; } = 512;

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive, or not a number.</exception>
    public void Validate()
    {
        if (!(TopDb > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(TopDb), TopDb, "The threshold must be a positive number of decibels.");
        }

        if (ReferenceAmplitude is { } reference && !(reference > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(ReferenceAmplitude), reference, "The reference must be a positive amplitude.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(FrameSamples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(HopSamples);
    }
}
