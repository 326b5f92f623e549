using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Functionals;

/// <summary>
/// Functionals like those of the extended Geneva Minimalistic Acoustic Parameter Set, eGeMAPS v02 (F. Eyben et al., "The Geneva
/// Minimalistic Acoustic Parameter Set (GeMAPS) for voice research and affective computing", 2016): 88 numbers of a clip under openSMILE's
/// names, from the pitch, voice and spectrum of this library.
/// </summary>
/// <remarks>
/// <para>
/// The numbers are not openSMILE's. Clips are brought to 16 kHz and cut into 100 frames a second. Pitch is <see cref="Pitch.Pyin"/> (there
/// by subharmonic summation), jitter, shimmer and the harmonics-to-noise ratio are Praat's, formants are found by Burg's method up to 5500
/// Hz; frames without a value are left out, and one smoothing over 3 frames is done for each contour.
/// </para>
/// <para>
/// Loudness is the sum over 26 mel bands of their power under Hermansky's curve of equal loudness, to the power of 0.33. Rises, falls and
/// peaks are turns of a contour by more than a tenth of its range, within one voiced stretch for the pitch; slopes are told per second and
/// without sign. <c>alphaRatio</c> has openSMILE's sign: energy from 1 to 5 kHz over that from 50 to 1000 Hz. Spectral flux is the root of
/// the mean squared difference of magnitudes between neighbouring frames. Segments of one frame count too. Levels are those of samples
/// from -1 to 1. A column of which a clip has nothing, such as the pitch of a whisper, is 0.
/// </para>
/// </remarks>
public static class Egemaps
{
    private const double LeastMeanSquare = 1e-12;

    /// <summary>The names of the 88 columns, openSMILE's in openSMILE's order.</summary>
    public static IReadOnlyList<string> Names { get; } = new EgemapsColumns(new EgemapsContours(), 0).Names;

    internal static readonly FeatureDefinition<EgemapsOptions> Definition = new(
        "egemaps",
        new(),
        [
            new("fmin", o => OptionText.Of(o.MinFrequencyHz), (o, v) => o with { MinFrequencyHz = OptionText.Number(v) }),
            new("fmax", o => OptionText.Of(o.MaxFrequencyHz), (o, v) => o with { MaxFrequencyHz = OptionText.Number(v) }),
        ],
        (p, o) => new OfClip(o, p.SampleRateHz, p.Width, p.NoisePower))
    {
        BandNames = Names,
    };

    /// <summary>The parameter set of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1, without a constant offset.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz; below 16000 the columns of high frequencies tell nothing.</param>
    /// <param name="options">The range of the pitch. Default null: 55 to 1000 Hz.</param>
    /// <returns>One row, [1, 88], in the order of <see cref="Names"/>; all finite.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or the rate is too far from 16000 Hz.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, EgemapsOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private sealed class OfClip : ClipFeature
    {
        private readonly int _sampleRateHz;
        private readonly EgemapsTracker _tracker;

        public OfClip(EgemapsOptions options, int sampleRateHz, SimdWidth width, double noisePower)
        {
            FeatureOptionException.Require(
                Resampler.Supports(sampleRateHz, EgemapsTracker.RateHz), "sr", sampleRateHz, $"nearer to {EgemapsTracker.RateHz} Hz");
            (_sampleRateHz, _tracker) = (sampleRateHz, new EgemapsTracker(options, width, noisePower));
        }

        public override int Bands => Names.Count;

        public override int FramesOf(int samples) => 1;

        public override string WholeClipReason => "it tells of the whole clip";

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var samples = _sampleRateHz == EgemapsTracker.RateHz
                ? clip.Span
                : Resampler.Resample(clip.Span, _sampleRateHz, EgemapsTracker.RateHz);
            if (samples.IsEmpty) samples = [0];
            double squares = 0;
            foreach (var sample in samples) squares += (double)sample * sample;
            var levelDb = 10 * Math.Log10(Math.Max(squares / samples.Length, LeastMeanSquare));
            var values = new EgemapsColumns(_tracker.Listen(samples), levelDb).Values;
            return new FeatureMatrix(1, values.Length, values);
        }
    }
}
