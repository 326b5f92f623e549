using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>Pitch classes of a clip from a constant-Q transform under the tuning that the clip shows, or a given one.</summary>
internal sealed unsafe class ChromaCqtFeature : ClipFeature
{
    private const double Resolution = 0.01;
    private readonly ChromaCqtOptions _options;
    private readonly ConstantQ _transform;
    private readonly PitchPeaks? _peaks;
    private readonly TuningEstimate _estimate;
    private readonly int[] _classes;

    public ChromaCqtFeature(ChromaCqtOptions options, PitchPeaks? peaks, int sampleRateHz, SimdWidth width)
    {
        (_options, _peaks) = (options, peaks);
        _transform = new ConstantQ(options.ConstantQ, sampleRateHz, width);
        _estimate = new TuningEstimate(Resolution, options.ConstantQ.BinsPerOctave);
        _classes = Classes(options);
    }

    public override int Bands => _options.Bands;

    public override string WholeClipReason => "the constant-Q transform halves the rate of the whole clip again and again";

    public override FeatureMatrix Finish(in Clip clip)
    {
        _transform.Run(clip.Span, _options.ConstantQ.Tuning ?? _estimate.Of(_peaks!));
        var values = new float[_transform.Frames * Bands];
        fixed (float* result = values)
        {
            for (var t = 0; t < _transform.Frames; t++)
            {
                var row = result + (nint)t * Bands;
                var magnitudes = _transform.Magnitudes.Slice(t * _transform.Bins, _transform.Bins);
                for (var k = 0; k < magnitudes.Length; k++) row[_classes[k]] += magnitudes[k];
                for (var b = 0; b < Bands; b++)
                {
                    if (row[b] < _options.Threshold) row[b] = 0;
                }

                Normalization.Apply(row, Bands, _options.Norm);
            }
        }

        return new FeatureMatrix(_transform.Frames, Bands, values);
    }

    /// <summary>The pitch class of each frequency: those around a class's centre are merged, and the first class is C (librosa.filters.cq_to_chroma).</summary>
    private static int[] Classes(ChromaCqtOptions options)
    {
        var (bands, perOctave) = (options.Bands, options.ConstantQ.BinsPerOctave);
        var merge = perOctave / bands;
        var note = 12 * Math.Log2(options.ConstantQ.MinFrequencyHz / 440) + 69;
        note -= 12 * Math.Floor(note / 12);
        var roll = (int)Math.Round(note * (bands / 12.0), MidpointRounding.ToEven);
        var classes = new int[options.ConstantQ.Octaves * perOctave];
        for (var k = 0; k < classes.Length; k++) classes[k] = ((k + merge / 2) % perOctave / merge + roll) % bands;
        return classes;
    }
}
