using Undertone.Sound.Audio;

namespace Undertone.Recognition.Hearing;

/// <summary>The latest samples of an endless recording at another rate, equal to those of the whole one to the bit.</summary>
internal sealed class RateStream
{
    private readonly Resampler? _resampler;
    private readonly int _inputRateHz;
    private readonly SampleHistory _samples = new();
    private float[] _output = [];

    public RateStream(int inputRateHz, int outputRateHz)
    {
        (_inputRateHz, SampleRateHz) = (inputRateHz, outputRateHz);
        if (inputRateHz != outputRateHz) _resampler = new Resampler(inputRateHz, outputRateHz);
    }

    /// <summary>The rate that samples come out at.</summary>
    public int SampleRateHz { get; }

    /// <summary>How many samples there is room for.</summary>
    public int Capacity => _samples.Capacity;

    /// <summary>Whether all came out up to a sample of the recording.</summary>
    public bool Reaches(long to) => PlaceOf(to) <= _samples.End;

    /// <summary>What came out of the part from one sample of the recording to another.</summary>
    public ReadOnlySpan<float> Part(long from, long to) =>
        _samples.Slice(Math.Min(PlaceOf(from), _samples.End), Math.Min(PlaceOf(to), _samples.End));

    /// <summary>The same as a clip.</summary>
    public AudioClip Clip(long from, long to) => new(Part(from, to).ToArray(), SampleRateHz);

    /// <summary>Forgets what lies before a sample of the recording.</summary>
    public void Forget(long before) => _samples.DropBefore(PlaceOf(before));

    /// <summary>Takes the next samples of the recording and gives those that they complete.</summary>
    public ReadOnlySpan<float> Push(ReadOnlySpan<float> samples)
    {
        if (_resampler is null)
        {
            _samples.Append(samples);
            return samples;
        }

        var most = _resampler.MaxOutput(samples.Length);
        if (_output.Length < most) _output = new float[most];
        return Kept(_output.AsSpan(0, _resampler.Process(samples, _output)));
    }

    /// <summary>Ends the recording and gives the last samples.</summary>
    public ReadOnlySpan<float> Complete()
    {
        if (_resampler is null) return [];
        _output = new float[_resampler.MaxOutput(0)];
        return Kept(_output.AsSpan(0, _resampler.Flush(_output)));
    }

    private long PlaceOf(long sample) => ((2 * sample * SampleRateHz) + _inputRateHz) / (2L * _inputRateHz);

    private ReadOnlySpan<float> Kept(ReadOnlySpan<float> samples)
    {
        _samples.Append(samples);
        return samples;
    }
}
