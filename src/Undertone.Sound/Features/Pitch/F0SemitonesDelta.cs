using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Pitch;

/// <summary>The movement of the fundamental frequency: how many semitones a second it rises or falls.</summary>
public static class F0SemitonesDelta
{
    internal static readonly FeatureDefinition<F0SemitonesDeltaOptions> Definition = new(
        "f0_semitones_delta",
        new(),
        [
            .. Pyin.Fields<F0SemitonesDeltaOptions>(o => o.Pitch, (o, p) => o with { Pitch = p }),
            new("width", o => OptionText.Of(o.WidthFrames), (o, v) => o with { WidthFrames = OptionText.Integer(v) }),
        ],
        (p, o) => new OfClip(Pyin.Plan(p, o.Pitch), o.WidthFrames, (double)p.SampleRateHz / o.Pitch.Framing.HopSamples));

    /// <summary>
    /// The slope of the straight line of least squares through the semitones (<see cref="F0Semitones"/>) of those of the frames around each
    /// one that belong to the same voiced stretch.
    /// </summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: a line through five frames of librosa's default pitch.</param>
    /// <returns>Semitones a second, NaN where a frame is unvoiced or stands alone, [frames].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, F0SemitonesDeltaOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    /// <summary>The slope of each frame, a frame's distance being 1.</summary>
    /// <param name="frequencyHz">The fundamental frequency of each frame, NaN where it is unvoiced.</param>
    /// <param name="widthFrames">The number of frames around each one that count, itself included.</param>
    internal static double[] Slopes(ReadOnlySpan<double> frequencyHz, int widthFrames)
    {
        var slopes = new double[frequencyHz.Length];
        for (var t = 0; t < slopes.Length; t++)
        {
            slopes[t] = double.NaN;
            if (double.IsNaN(frequencyHz[t])) continue;
            var (first, last) = (t, t);
            while (first > 0 && t - first < widthFrames / 2 && !double.IsNaN(frequencyHz[first - 1])) first--;
            while (last + 1 < slopes.Length && last - t < widthFrames / 2 && !double.IsNaN(frequencyHz[last + 1])) last++;
            if (first < last) slopes[t] = Slope(frequencyHz[first..(last + 1)]);
        }

        return slopes;
    }

    private static double Slope(ReadOnlySpan<double> frequencyHz)
    {
        var middle = (frequencyHz.Length - 1) / 2.0;
        double product = 0, square = 0;
        for (var i = 0; i < frequencyHz.Length; i++)
        {
            product += (i - middle) * F0Semitones.Of(frequencyHz[i]);
            square += (i - middle) * (i - middle);
        }

        return product / square;
    }

    private sealed class OfClip(ClipFeature pitch, int widthFrames, double framesPerSecond) : ClipFeature
    {
        public override int Bands => 1;

        public override int FramesOf(int samples) => pitch.FramesOf(samples);

        public override string WholeClipReason => Pyin.WholeClipReason;

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var slopes = Slopes(Pyin.FrequencyHz(pitch.Finish(clip)), widthFrames);
            var values = Array.ConvertAll(slopes, s => (float)(s * framesPerSecond));
            return new FeatureMatrix(values.Length, 1, values, isVector: true);
        }
    }
}
