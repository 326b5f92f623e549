using Undertone.Kernels;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The short-time Fourier transform and its inverse.</summary>
public static unsafe class Stft
{
    internal static readonly FeatureDefinition<StftOptions> Definition = new(
        "stft_magnitude",
        new(),
        StftFields.Of<StftOptions>(o => o, (_, s) => s),
        (p, o) => p.Row(o, o, () => new Magnitudes(o)));

    /// <summary>librosa.stft of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The spectrum of each frame.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static ComplexSpectrogram Compute(ReadOnlySpan<float> samples, StftOptions? options = null)
    {
        options ??= new StftOptions();
        options.Validate();
        SampleCheck.Require(samples);
        var frames = new FrameGroup(options, SimdWidths.Best);
        var spectrum = new Spectrum(options, SimdWidths.Best);
        var result = new ComplexSpectrogram(Framing.Count(samples.Length, options), options);
        fixed (float* pinned = samples)
        {
            for (var t = 0; t < result.Frames; t++)
            {
                spectrum.Load(frames.Locate(pinned, 0, samples.Length, Framing.Start(t, options)));
                for (var k = 0; k < result.Bins; k++)
                {
                    var at = t * result.Bins + k;
                    (result.Re[at], result.Im[at]) = ((float)spectrum.Re[k], (float)spectrum.Im[k]);
                }
            }
        }

        return result;
    }

    /// <summary>The window of a transform: win_length samples in the middle of n_fft, zeros around.</summary>
    /// <param name="options">The options.</param>
    /// <returns>[n_fft].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work.</exception>
    public static double[] Window(StftOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Windows.Of(options).Span.ToArray();
    }

    /// <summary>The magnitudes of librosa.stft of a clip: np.abs(librosa.stft(y)).</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The magnitude of each bin, [frames, n_fft / 2 + 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Magnitude(ReadOnlySpan<float> samples, StftOptions? options = null) =>
        Definition.Compute(samples, 1, options);

    /// <summary>librosa.istft: the samples whose transform is nearest to a spectrogram in the
    /// least-squares sense (D. Griffin and J. Lim, 1984).</summary>
    /// <param name="spectrogram">A spectrogram.</param>
    /// <param name="lengthSamples">length: the number of samples of the result. Default null: as far as the frames reach.</param>
    /// <returns>The samples.</returns>
    public static float[] Inverse(ComplexSpectrogram spectrogram, int? lengthSamples = null)
    {
        ArgumentNullException.ThrowIfNull(spectrogram);
        if (lengthSamples is < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(lengthSamples), lengthSamples, "A clip has at least 0 samples.");
        }

        var options = spectrogram.Options;
        var (fft, window) = (new RealFft<double>(options.FftSamples, SimdWidths.Best), Windows.Of(options));
        var skip = options.Center ? options.FftSamples / 2 : 0;
        var reach = spectrogram.Frames == 0 ? 0 : checked(options.FftSamples + (spectrogram.Frames - 1) * options.HopSamples);
        var (sum, weight) = (new double[reach], new double[reach]);
        var (re, im) = (new AlignedBuffer<double>(options.Bins), new AlignedBuffer<double>(options.Bins));
        var frame = new AlignedBuffer<double>(options.FftSamples);
        for (var t = 0; t < spectrogram.Frames; t++)
        {
            for (var k = 0; k < options.Bins; k++)
            {
                var at = t * options.Bins + k;
                (re.Span[k], im.Span[k]) = (spectrogram.Re[at], spectrogram.Im[at]);
            }

            fft.Inverse(re.Pointer, im.Pointer, frame.Pointer);
            var to = sum.AsSpan(t * options.HopSamples);
            var toWeight = weight.AsSpan(t * options.HopSamples);
            for (var j = 0; j < options.FftSamples; j++)
            {
                to[j] += frame.Span[j] * window.Span[j];
                toWeight[j] += window.Span[j] * window.Span[j];
            }
        }

        var result = new float[lengthSamples ?? Math.Max(0, reach - 2 * skip)];
        for (var i = 0; i < Math.Min(result.Length, reach - skip); i++)
        {
            var w = weight[i + skip];
            result[i] = (float)(w > Spectrum.Tiny ? sum[i + skip] / w : sum[i + skip]);
        }

        return result;
    }

    /// <summary>The magnitudes of a frame.</summary>
    private sealed unsafe class Magnitudes(StftOptions options) : FrameFeature
    {
        public override int Bands => options.Bins;

        public override void Compute(float* samples, Spectrum spectrum, float* result) =>
            new ReadOnlySpan<float>(spectrum.Magnitude, Bands).CopyTo(new Span<float>(result, Bands));
    }
}
