using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Spectral;

namespace Undertone.Sound.Effects;

/// <summary>
/// Another length of the vocal tract at the same pitch and speed: the envelope of each frame's spectrum is stretched along the frequency,
/// and the harmonics under it stay where they are.
/// </summary>
public static class FormantShift
{
    /// <summary>The largest factor; the smallest is its inverse.</summary>
    public const double LargestFactor = 2;

    private const double FrameSeconds = 0.032;

    /// <summary>Multiplies the frequencies of the formants.</summary>
    /// <param name="clip">The clip, at least one sample.</param>
    /// <param name="factor">Above 1 for a shorter vocal tract, as a smaller person has; from 1/2 to 2.</param>
    /// <returns>A clip of the same rate and length.</returns>
    /// <exception cref="ArgumentException">The clip is empty, a sample is not a finite number, or the factor is out of range.</exception>
    public static AudioClip Apply(AudioClip clip, double factor)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (!(factor is >= 1 / LargestFactor and <= LargestFactor))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor has to be from 1/2 to 2.");
        var size = 16;
        while (size < FrameSeconds * clip.SampleRateHz) size *= 2;
        var spectrogram = Stft.Compute(clip.Samples, new StftOptions { FftSamples = size, HopSamples = size / 4 });
        var envelope = new SpectralEnvelope(size, clip.SampleRateHz);
        var warped = new double[spectrogram.Bins];
        for (var t = 0; t < spectrogram.Frames; t++)
        {
            var re = spectrogram.Re.AsSpan(t * spectrogram.Bins, spectrogram.Bins);
            var im = spectrogram.Im.AsSpan(t * spectrogram.Bins, spectrogram.Bins);
            if (!envelope.Fit(re, im)) continue;
            envelope.Stretch(factor, warped);
            for (var k = 0; k < warped.Length; k++)
            {
                var times = Math.Exp(warped[k] - envelope.Levels[k]);
                (re[k], im[k]) = ((float)(re[k] * times), (float)(im[k] * times));
            }
        }

        return new AudioClip(Stft.Inverse(spectrogram, clip.Samples.Length), clip.SampleRateHz);
    }
}
