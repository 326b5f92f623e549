using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Tonal;

/// <summary>
/// The spectral peaks of a clip, as librosa.piptrack finds them with its defaults: local maxima from 150 Hz to below 4000 Hz above a tenth
/// of their frame's largest value, their place and height refined by a parabola through three bins.
/// </summary>
internal sealed unsafe class PitchPeaks : FrameFeature
{
    private const double MinFrequencyHz = 150;
    private const double MaxFrequencyHz = 4000;
    private const float Threshold = 0.1f;
    private readonly bool _ofPower;
    private readonly double _hzPerBin;
    private readonly int _start;
    private readonly int _end;
    private readonly int[] _places;
    private float[] _pitchHz = [];
    private float[] _heights = [];

    public PitchPeaks(StftOptions options, int sampleRateHz, bool ofPower)
    {
        _ofPower = ofPower;
        _hzPerBin = (double)sampleRateHz / options.FftSamples;
        var maxHz = Math.Min(MaxFrequencyHz, sampleRateHz / 2.0);
        _start = 1;
        while (_start < options.Bins && _start * _hzPerBin < MinFrequencyHz) _start++;
        _end = _start;
        while (_end < options.Bins && _end * _hzPerBin < maxHz) _end++;
        _places = new int[_end - _start];
    }

    public override int Bands => 0;

    /// <summary>The number of peaks above 0 Hz.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<float> PitchHz => _pitchHz.AsSpan(0, Count);

    public ReadOnlySpan<float> Heights => _heights.AsSpan(0, Count);

    /// <summary>The peaks of a clip's frames, which other features are made from.</summary>
    public static PitchPeaks Of(FeaturePlanner planner, StftOptions options, bool ofPower) => (PitchPeaks)planner.Frames(options)
        .Add((nameof(PitchPeaks), ofPower), () => new PitchPeaks(options, planner.SampleRateHz, ofPower)).Feature;

    public override void Begin() => Count = 0;

    public override void Compute(float* samples, Spectrum spectrum, float* result)
    {
        var s = _ofPower ? spectrum.Power : spectrum.Magnitude;
        var floor = Threshold * spectrum.Kernels.Max(s, spectrum.Padded);
        var found = spectrum.Kernels.LocalMaxima(s, _start, _end, floor, _places);
        if (_pitchHz.Length < Count + found)
        {
            Array.Resize(ref _pitchHz, Math.Max(2 * _pitchHz.Length, Count + found));
            Array.Resize(ref _heights, _pitchHz.Length);
        }

        foreach (var k in _places.AsSpan(0, found))
        {
            double a = (double)s[k + 1] + s[k - 1] - 2.0 * s[k];
            double b = ((double)s[k + 1] - s[k - 1]) / 2;
            var shift = Math.Abs(b) >= Math.Abs(a) ? 0 : (float)(-b / a);
            var slope = (s[k + 1] - s[k - 1]) / 2;
            _pitchHz[Count] = (float)((k + (double)shift) * _hzPerBin);
            _heights[Count] = s[k] + 0.5f * slope * shift;
            Count++;
        }
    }
}
