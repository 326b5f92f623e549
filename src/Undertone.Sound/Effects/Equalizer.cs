using Undertone.Kernels;
using Undertone.Sound.Audio;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Effects;

/// <summary>Louder and quieter by frequency, smoothly and without delay: how microphones and rooms differ.</summary>
public static class Equalizer
{
    // The impulse response reaches 32 ms to both sides, so that bends of the curve down to some 30 Hz are followed.
    private const double ReachSeconds = 0.032;

    // The curve is sampled finer than the response can follow.
    private const int Oversampling = 4;

    /// <summary>Applies a curve of gains.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="frequenciesHz">Frequencies at which the gain is given, above 0 and rising; at least one.</param>
    /// <param name="gainsDb">
    /// The gain at each in dB, from -100 to 100; half a cosine over the logarithm of the frequency leads from one to the next, and the
    /// first and the last go on to both ends.
    /// </param>
    /// <returns>A clip of the same rate and length, without delay.</returns>
    /// <exception cref="ArgumentException">The curve has no points, its lists differ in length, or a number is out of range.</exception>
    public static AudioClip Apply(AudioClip clip, IReadOnlyList<double> frequenciesHz, IReadOnlyList<double> gainsDb)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(frequenciesHz);
        ArgumentNullException.ThrowIfNull(gainsDb);
        Check(frequenciesHz, gainsDb);
        var half = Math.Max(1, (int)(ReachSeconds * clip.SampleRateHz));
        var taps = Design(half, hz => GainDb(frequenciesHz, gainsDb, hz), clip.SampleRateHz);
        return new AudioClip(FastConvolution.Apply(clip.Samples, taps, half), clip.SampleRateHz);
    }

    /// <summary>The gain of a curve at a frequency in dB.</summary>
    /// <param name="frequenciesHz">Frequencies at which the gain is given, rising.</param>
    /// <param name="gainsDb">The gain at each in dB.</param>
    /// <param name="frequencyHz">Any frequency in Hz.</param>
    public static double GainDb(IReadOnlyList<double> frequenciesHz, IReadOnlyList<double> gainsDb, double frequencyHz)
    {
        ArgumentNullException.ThrowIfNull(frequenciesHz);
        ArgumentNullException.ThrowIfNull(gainsDb);
        if (frequencyHz <= frequenciesHz[0]) return gainsDb[0];
        for (var i = 1; i < frequenciesHz.Count; i++)
        {
            if (frequencyHz > frequenciesHz[i]) continue;
            var way = Math.Log(frequencyHz / frequenciesHz[i - 1]) / Math.Log(frequenciesHz[i] / frequenciesHz[i - 1]);
            return gainsDb[i - 1] + ((gainsDb[i] - gainsDb[i - 1]) * 0.5 * (1 - Math.Cos(Math.PI * way)));
        }

        return gainsDb[^1];
    }

    /// <summary>A symmetric response: the inverse transform of the wanted amplitudes, brought to its length by a Hann window.</summary>
    private static unsafe float[] Design(int half, Func<double, double> gainDb, int sampleRateHz)
    {
        var size = 2;
        while (size < 2 * Oversampling * half) size *= 2;
        var fft = new RealFft<double>(size, SimdWidths.Best);
        var (re, im) = (new AlignedBuffer<double>(fft.Bins), new AlignedBuffer<double>(fft.Bins));
        for (var k = 0; k < fft.Bins; k++) re.Span[k] = Gain.Factor(gainDb((double)k * sampleRateHz / size));
        var response = new AlignedBuffer<double>(size);
        fft.Inverse(re.Pointer, im.Pointer, response.Pointer);
        // Pointers keep nothing alive.
        GC.KeepAlive(re);
        GC.KeepAlive(im);
        var taps = new float[(2 * half) + 1];
        for (var i = 0; i < taps.Length; i++)
        {
            var window = 0.5 * (1 + Math.Cos(Math.PI * (i - half) / (half + 1)));
            taps[i] = (float)(response.Span[Math.Abs(i - half)] * window);
        }

        return taps;
    }

    private static void Check(IReadOnlyList<double> frequenciesHz, IReadOnlyList<double> gainsDb)
    {
        if (frequenciesHz.Count == 0 || frequenciesHz.Count != gainsDb.Count)
            throw new ArgumentException("A curve has at least one point, and a gain for each frequency.", nameof(gainsDb));
        for (var i = 0; i < frequenciesHz.Count; i++)
        {
            if (!(frequenciesHz[i] > (i == 0 ? 0 : frequenciesHz[i - 1]) && double.IsFinite(frequenciesHz[i])))
                throw new ArgumentException("The frequencies have to be above 0 and to rise.", nameof(frequenciesHz));
            if (!(gainsDb[i] is >= -100 and <= 100)) throw new ArgumentException("Gains go from -100 to 100 dB.", nameof(gainsDb));
        }
    }
}
