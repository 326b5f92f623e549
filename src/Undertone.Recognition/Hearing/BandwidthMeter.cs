using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Hearing;

/// <summary>
/// How high a recording reaches, whatever rate it is stored at: a telephone call saved at 48 kHz still ends at 4 kHz. The spectrum of
/// speech falls slowly; where it falls by 25 dB within 500 Hz and nothing above comes back, something was cut off.
/// </summary>
/// <remarks>
/// Measured on the level that the loudest twentieth of frames of 32 ms reach in bands of about 250 Hz, over the first ten minutes. What
/// lies below the noise of a quiet recording cannot be told from what was cut off: then the whole band counts.
/// </remarks>
internal sealed class BandwidthMeter
{
    private const double FrameSeconds = 0.032;
    private const double BandHz = 250;
    private const double GapHz = 500;
    private const double DropDb = 25;
    private const double LowestHz = 2000;
    private const double LoudShare = 0.95;
    private const int MostFrames = 18_750;

    private readonly int _sampleRateHz;
    private readonly int _frame;
    private readonly int _binsPerBand;
    private readonly FeatureExtractor _spectrum;
    private readonly List<float[]> _frames = [];
    private readonly float[] _pending;
    private int _filled;

    /// <summary>A meter for samples of a rate.</summary>
    public BandwidthMeter(int sampleRateHz)
    {
        _sampleRateHz = sampleRateHz;
        _frame = 1 << (int)Math.Round(Math.Log2(Math.Max(16, sampleRateHz * FrameSeconds)));
        _binsPerBand = Math.Max(1, (int)Math.Round(BandHz * _frame / sampleRateHz));
        _pending = new float[_frame];
        var frames = new StftOptions { FftSamples = _frame, HopSamples = _frame, Center = false };
        _spectrum = new FeatureExtractor([FeatureCatalog.Of("stft_magnitude", frames)], sampleRateHz);
    }

    /// <summary>The bandwidth of a whole clip in Hz, at most half its rate.</summary>
    public static double Measure(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        var meter = new BandwidthMeter(sampleRateHz);
        meter.Add(samples);
        return meter.Finish();
    }

    /// <summary>Takes the next samples.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty && _frames.Count < MostFrames)
        {
            var count = Math.Min(samples.Length, _frame - _filled);
            samples[..count].CopyTo(_pending.AsSpan(_filled));
            samples = samples[count..];
            _filled += count;
            if (_filled < _frame) return;
            _filled = 0;
            if (_pending.AsSpan().ContainsAnyExcept(0f)) _frames.Add(Bands(_spectrum.Extract(_pending)[0].Frame(0)));
        }
    }

    /// <summary>The bandwidth in Hz of what was added; half the rate where nothing was cut off.</summary>
    public double Finish()
    {
        var whole = _sampleRateHz / 2.0;
        if (_frames.Count == 0) return whole;
        var levels = Levels();
        var bandHz = (double)_binsPerBand * _sampleRateHz / _frame;
        var gap = 1 + (int)Math.Round(GapHz / bandHz);
        var above = (float[])levels.Clone();
        for (var b = above.Length - 2; b >= 0; b--) above[b] = Math.Max(above[b], above[b + 1]);
        for (var b = (int)(LowestHz / bandHz); b + gap < levels.Length; b++)
        {
            if (levels[b] - above[b + gap] < DropDb) continue;
            while (b + 1 + gap < levels.Length && levels[b + 1] - above[b + 1 + gap] >= DropDb) b++;
            return (b + 1) * bandHz;
        }

        return whole;
    }

    private float[] Bands(ReadOnlySpan<float> magnitudes)
    {
        var bands = new float[magnitudes.Length / _binsPerBand];
        for (var b = 0; b < bands.Length; b++)
        {
            foreach (var m in magnitudes.Slice(b * _binsPerBand, _binsPerBand)) bands[b] += m * m;
        }

        return bands;
    }

    /// <summary>In dB, for each band, what its loudest twentieth of frames reach.</summary>
    private float[] Levels()
    {
        var levels = new float[_frames[0].Length];
        var column = new float[_frames.Count];
        for (var b = 0; b < levels.Length; b++)
        {
            for (var t = 0; t < column.Length; t++) column[t] = _frames[t][b];
            Array.Sort(column);
            levels[b] = (float)(10 * Math.Log10(column[(int)(LoudShare * (column.Length - 1))] + 1e-20));
        }

        return levels;
    }
}
