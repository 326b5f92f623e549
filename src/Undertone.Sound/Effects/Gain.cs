namespace Undertone.Sound.Effects;

/// <summary>Louder, quieter, and what storing samples does to them.</summary>
public static class Gain
{
    private const float Step = 1f / 32768;

    /// <summary>The factor of an amplitude for a gain: 10^(dB / 20).</summary>
    /// <param name="gainDb">The gain in dB.</param>
    public static double Factor(double gainDb) => Math.Pow(10, gainDb / 20);

    /// <summary>The samples times a gain, without a limit.</summary>
    /// <param name="samples">The signal [n].</param>
    /// <param name="gainDb">The gain in dB; negative is quieter.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not a finite number.</exception>
    public static float[] Apply(ReadOnlySpan<float> samples, double gainDb)
    {
        if (!double.IsFinite(gainDb)) throw new ArgumentOutOfRangeException(nameof(gainDb), gainDb, "The gain has to be a finite number.");
        var factor = Factor(gainDb);
        var louder = new float[samples.Length];
        for (var i = 0; i < louder.Length; i++) louder[i] = (float)(samples[i] * factor);
        return louder;
    }

    /// <summary>The samples cut off at full scale, from -1 to 1, as an overloaded input does.</summary>
    /// <param name="samples">The signal [n].</param>
    public static float[] Clip(ReadOnlySpan<float> samples)
    {
        var clipped = new float[samples.Length];
        for (var i = 0; i < clipped.Length; i++) clipped[i] = Math.Clamp(samples[i], -1f, 1f);
        return clipped;
    }

    /// <summary>The samples as a 16-bit file gives them back: rounded to the nearest of 65,536 steps (halves to even), cut off at full
    /// scale.</summary>
    /// <param name="samples">The signal [n].</param>
    public static float[] RoundTo16Bits(ReadOnlySpan<float> samples)
    {
        var rounded = new float[samples.Length];
        for (var i = 0; i < rounded.Length; i++)
            rounded[i] = Math.Clamp(MathF.Round(samples[i] * 32768f), short.MinValue, short.MaxValue) * Step;
        return rounded;
    }
}
