using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Spectral;

namespace Undertone.Sound.Effects;

/// <summary>Another speed at the same pitch.</summary>
public static class TimeStretch
{
    internal const double LargestFactor = 64;

    /// <summary>librosa.effects.time_stretch: another speed at the same pitch, by a phase vocoder.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <param name="rate">rate: above 1 is faster and shorter, below 1 slower and longer; from 1/64 to 64.</param>
    /// <param name="options">How the clip is framed. Default null: n_fft=2048, hop_length=512.</param>
    /// <returns>round(n / rate) samples.</returns>
    /// <exception cref="ArgumentException">The clip is empty, a sample is not a finite number, or the rate is out of range.</exception>
    public static float[] Apply(ReadOnlySpan<float> samples, double rate, StftOptions? options = null)
    {
        if (!(rate is >= 1 / LargestFactor and <= LargestFactor))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate has to be from 1/64 to 64.");
        }

        var length = checked((int)Math.Round(samples.Length / rate, MidpointRounding.ToEven));
        return Stft.Inverse(PhaseVocoder.Stretch(Stft.Compute(samples, options), rate), length);
    }
}
