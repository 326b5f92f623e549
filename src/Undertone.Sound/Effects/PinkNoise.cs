using Undertone.Kernels;
using Undertone.Sound.Audio;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Effects;

/// <summary>Noise with the same power in every octave from 20 Hz up, as rooms, traffic and rain have it more or less.</summary>
public static class PinkNoise
{
    private const double LowestHz = 20;
    private const double Rms = 0.05;

    /// <summary>Makes noise by a spectrum of magnitudes 1/sqrt(f) and random phases, so that it can be repeated without a seam.</summary>
    /// <param name="lengthSamples">Its length, at least 2.</param>
    /// <param name="sampleRateHz">Its rate in Hz, at least 40.</param>
    /// <param name="seed">Any number; equal seeds give equal noise.</param>
    /// <returns>A clip with a root mean square of 0.05, which is 26 dB below full scale.</returns>
    public static unsafe AudioClip Generate(int lengthSamples, int sampleRateHz, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthSamples, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, (int)(2 * LowestHz));
        var fft = new RealFft<double>(lengthSamples, SimdWidths.Best);
        var (re, im) = (new AlignedBuffer<double>(fft.Bins), new AlignedBuffer<double>(fft.Bins));
        var random = new Pcg32(seed);
        for (var k = 1; k < fft.Bins; k++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
            if (k * (double)sampleRateHz / lengthSamples < LowestHz) continue;
            var magnitude = 1 / Math.Sqrt(k);
            // The bin at half the rate is real.
            (re.Span[k], im.Span[k]) = 2 * k == lengthSamples ? (magnitude * Math.Sign(cos), 0) : (magnitude * cos, magnitude * sin);
        }

        var values = new AlignedBuffer<double>(lengthSamples);
        fft.Inverse(re.Pointer, im.Pointer, values.Pointer);
        // Pointers keep nothing alive.
        GC.KeepAlive(re);
        GC.KeepAlive(im);
        var sum = 0.0;
        foreach (var value in values.Span) sum += value * value;
        var scale = Rms / Math.Sqrt(sum / lengthSamples);
        var samples = new float[lengthSamples];
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)(values.Span[i] * scale);
        return new AudioClip(samples, sampleRateHz);
    }
}
