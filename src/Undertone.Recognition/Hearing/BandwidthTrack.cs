namespace Undertone.Recognition.Hearing;

/// <summary>
/// How high an endless recording reaches, as far as it was heard: measured behind the first second and then each time a quarter more was
/// heard, up to the first minute. What was known at a place does not depend on how the recording came.
/// </summary>
internal sealed class BandwidthTrack
{
    private const double FirstSeconds = 1;
    private const double Growth = 1.25;
    private const double LastSeconds = 60;

    private readonly List<(long At, double BandwidthHz)> _known;
    private readonly long _last;
    private BandwidthMeter? _meter;
    private long _next;
    private long _heard;

    public BandwidthTrack(int sampleRateHz)
    {
        _meter = new BandwidthMeter(sampleRateHz);
        _known = [(0, sampleRateHz / 2.0)];
        (_next, _last) = ((long)(FirstSeconds * sampleRateHz), (long)(LastSeconds * sampleRateHz));
    }

    /// <summary>Takes the next samples, without offset.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty && _meter is not null)
        {
            var count = (int)Math.Min(samples.Length, _next - _heard);
            _meter.Add(samples[..count]);
            samples = samples[count..];
            _heard += count;
            if (_heard < _next) continue;
            _known.Add((_heard, _meter.Finish()));
            _next = Math.Min(_last, (long)(Growth * _next));
            if (_heard == _last) _meter = null;
        }
    }

    /// <summary>Takes what was heard so far as all there is.</summary>
    public void Complete()
    {
        if (_meter is null || _heard == 0) return;
        _known.Add((_heard, _meter.Finish()));
        _meter = null;
    }

    /// <summary>What is known in Hz where so many samples were heard: half the rate where that is less than a second.</summary>
    public double At(long heard)
    {
        var known = _known.Count - 1;
        while (_known[known].At > heard) known--;
        return _known[known].BandwidthHz;
    }
}
