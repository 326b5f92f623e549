using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Pitch;

/// <summary>The fundamental frequency on a scale of semitones, as GeMAPS takes it (F. Eyben et al., 2016).</summary>
public static class F0Semitones
{
    /// <summary>The frequency of 0 semitones in Hz: the note A0.</summary>
    public const double ReferenceHz = 27.5;

    internal static readonly FeatureDefinition<PyinOptions> Definition =
        new("f0_semitones", new(), Pyin.Fields<PyinOptions>(o => o, (_, p) => p), (p, o) => new OfClip(Pyin.Plan(p, o)));

    /// <summary>12 log2(f0 / 27.5 Hz) of a clip, with the fundamental frequency of <see cref="Pyin"/>.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options of the fundamental frequency. Default null: librosa's defaults, from 65 to 2093 Hz.</param>
    /// <returns>Semitones, NaN where a frame is unvoiced, [frames].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, PyinOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    internal static double Of(double frequencyHz) => 12 * Math.Log2(frequencyHz / ReferenceHz);

    private sealed class OfClip(ClipFeature pitch) : ClipFeature
    {
        public override int Bands => 1;

        public override int FramesOf(int samples) => pitch.FramesOf(samples);

        public override string WholeClipReason => Pyin.WholeClipReason;

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var values = Array.ConvertAll(Pyin.FrequencyHz(pitch.Finish(clip)), hz => (float)Of(hz));
            return new FeatureMatrix(values.Length, 1, values, isVector: true);
        }
    }
}
