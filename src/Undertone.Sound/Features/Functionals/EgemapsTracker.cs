using Undertone.Sound.Features.Cepstral;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Pitch;
using Undertone.Sound.Features.Spectral;
using Undertone.Sound.Features.Voice;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Functionals;

/// <summary>Makes the contours of clips at 16 kHz. An instance holds work buffers and serves one thread at a time.</summary>
internal sealed class EgemapsTracker
{
    /// <summary>The rate that clips are brought to.</summary>
    public const int RateHz = 16000;

    private const int Hop = RateHz / EgemapsContours.FramesPerSecond;
    private const int Cepstra = 4, FormantCount = 3, MelBands = 26;
    private const double CepstralLifter = 22, LoudnessExponent = 0.33;

    // HTK takes the natural logarithm of power, the feature below decibels.
    private static readonly double NepersPerDb = Math.Log(10) / 10;

    private static readonly StftOptions Short =
        new() { FftSamples = 512, WindowSamples = 320, HopSamples = Hop, Window = WindowFunction.Hamming };

    private static readonly StftOptions Long = new() { FftSamples = 1024, HopSamples = Hop };

    private readonly FeatureExtractor _extractor;
    private readonly double[] _weights;

    /// <param name="options">The range of the pitch.</param>
    /// <param name="width">The vector unit.</param>
    /// <param name="noisePower">The power of the noise floor, 0 for none.</param>
    public EgemapsTracker(EgemapsOptions options, SimdWidth width, double noisePower)
    {
        var pitch = new PyinOptions
        {
            MinFrequencyHz = options.MinFrequencyHz,
            MaxFrequencyHz = options.MaxFrequencyHz,
            FrameSamples = 1024,
            HopSamples = Hop,
        };
        var mel = new MelSpectrogramOptions
        {
            Stft = Short,
            Bands = MelBands,
            MinFrequencyHz = 20,
            MaxFrequencyHz = RateHz / 2,
            Htk = true,
            SlaneyNorm = false,
        };
        var periods = new PeriodOptions { Pitch = pitch };
        var formants = new FormantOptions { HopSamples = Hop };
        _extractor = new FeatureExtractor(
            [
                new(Pyin.Definition, pitch), new(Jitter.Definition, periods), new(Shimmer.Definition, periods),
                new(Harmonicity.Definition, new HarmonicityOptions { HopSamples = Hop }),
                new(Voice.Formants.Definition, formants), new(Voice.Formants.BandwidthDefinition, formants),
                new(AlphaRatio.Definition, new AlphaRatioOptions { Stft = Short }),
                new(HammarbergIndex.Definition, new HammarbergIndexOptions { Stft = Short }),
                new(SpectralSlope.Definition, new SpectralSlopeOptions { Stft = Short }),
                new(Mfcc.Definition, new MfccOptions { Mel = mel, Coefficients = Cepstra + 1, TopDb = null }),
                new(MelSpectrogram.Definition, mel), new(Stft.Definition, Short), new(Stft.Definition, Long),
            ],
            RateHz, width, noisePower);
        _weights = [.. Enumerable.Range(0, MelBands).Select(b => EqualLoudness(CenterHz(b)))];
    }

    /// <summary>Listens to a clip.</summary>
    /// <param name="samples">Its samples at <see cref="RateHz"/>.</param>
    public EgemapsContours Listen(ReadOnlySpan<float> samples)
    {
        var m = _extractor.Extract(samples);
        var frames = m.Min(x => x.Frames);
        var f0 = Band(m[0], 0, frames);
        var pitch = new Contour(f0);
        return new EgemapsContours
        {
            Semitones = new Contour(Array.ConvertAll(f0, F0Semitones.Of)).Smoothed(),
            Loudness = Smoothed(frames, t => Loud(m[10].Frame(t))),
            Flux = Smoothed(frames, t => t == 0 ? 0 : Distance(m[11].Frame(t - 1), m[11].Frame(t))),
            Mfcc1To4 = [.. Enumerable.Range(1, Cepstra).Select(c => Smoothed(frames, t => Liftered(m[9].Frame(t)[c], c)))],
            JitterLocal = Voiced(m[1]),
            ShimmerLocalDb = Voiced(m[2]),
            HarmonicsToNoiseDb = Voiced(m[3]),
            FormantHz = [.. Enumerable.Range(0, FormantCount).Select(f => Voiced(m[4], f))],
            FormantBandwidthHz = [.. Enumerable.Range(0, FormantCount).Select(f => Voiced(m[5], f))],
            H1H2Db = Smoothed(frames, t => Harmonics(t, h => h.Db(1) - h.Db(2))),
            H1A3Db = Smoothed(frames, t => Harmonics(t, h => h.Db(1) - h.FormantDb(m[4].Frame(t)[2]))),
            FormantDb =
            [
                .. Enumerable.Range(0, FormantCount)
                    .Select(f => Smoothed(frames, t => Harmonics(t, h => h.FormantDb(m[4].Frame(t)[f]) - h.Db(1)))),
            ],
            AlphaRatioDb = Smoothed(frames, t => -m[6].Frame(t)[0]),
            HammarbergDb = Smoothed(frames, t => m[7].Frame(t)[0]),
            Slopes = [.. Enumerable.Range(0, 2).Select(s => Smoothed(frames, t => m[8].Frame(t)[s]))],
        };

        Contour Voiced(FeatureMatrix matrix, int band = 0) => new Contour(Band(matrix, band, frames)).Where(pitch).Smoothed();

        double Harmonics(int t, HarmonicMeasure measure) => double.IsNaN(f0[t])
            ? double.NaN
            : measure(new HarmonicLevels(m[12].Frame(t), (double)RateHz / Long.FftSamples, f0[t]));
    }

    private delegate double HarmonicMeasure(HarmonicLevels levels);

    private static Contour Smoothed(int frames, Func<int, double> value) =>
        new Contour([.. Enumerable.Range(0, frames).Select(value)]).Smoothed();

    private static double[] Band(FeatureMatrix matrix, int band, int frames) =>
        [.. Enumerable.Range(0, frames).Select(t => (double)matrix.Frame(t)[band])];

    private static double Liftered(double db, int coefficient) =>
        db * NepersPerDb * (1 + (CepstralLifter / 2 * Math.Sin(Math.PI * coefficient / CepstralLifter)));

    private static double Distance(ReadOnlySpan<float> before, ReadOnlySpan<float> now)
    {
        double sum = 0;
        for (var k = 0; k < now.Length; k++) sum += ((double)now[k] - before[k]) * ((double)now[k] - before[k]);
        return Math.Sqrt(sum / now.Length);
    }

    private double Loud(ReadOnlySpan<float> bands)
    {
        double sum = 0;
        for (var b = 0; b < bands.Length; b++) sum += Math.Pow(_weights[b] * bands[b], LoudnessExponent);
        return sum;
    }

    /// <summary>The middle of a band on HTK's mel scale.</summary>
    private static double CenterHz(int band)
    {
        var (low, high) = (2595 * Math.Log10(1 + (20 / 700.0)), 2595 * Math.Log10(1 + (RateHz / 2 / 700.0)));
        return 700 * (Math.Pow(10, (low + ((band + 1) * (high - low) / (MelBands + 1))) / 2595) - 1);
    }

    /// <summary>The curve of equal loudness of perceptual linear prediction (H. Hermansky, 1990).</summary>
    private static double EqualLoudness(double hz)
    {
        var square = Math.Pow(2 * Math.PI * hz, 2);
        return (square + 56.8e6) * square * square / (Math.Pow(square + 6.3e6, 2) * (square + 0.38e9));
    }
}
