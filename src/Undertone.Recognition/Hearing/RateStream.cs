using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Hearing;

/// <summary>The latest samples of an endless recording at another rate and in a band, equal to those of the whole one to the bit.</summary>
internal sealed class RateStream
{
    private readonly Resampler? _resampler;
    private readonly LowPassStream? _lowPass;
    private readonly int _placeRateHz;
    private readonly SampleHistory _samples = new();
    private float[] _output = [];

    /// <summary>Begins.</summary>
    /// <param name="placeRateHz">The rate of the recording, in which places are told.</param>
    /// <param name="inputRateHz">The rate of the samples that will come.</param>
    /// <param name="outputRateHz">The rate that is wanted.</param>
    /// <param name="bandHz">What lies above is taken off; null for nothing.</param>
    public RateStream(int placeRateHz, int inputRateHz, int outputRateHz, double? bandHz = null)
    {
        (_placeRateHz, SampleRateHz) = (placeRateHz, outputRateHz);
        if (inputRateHz != outputRateHz) _resampler = new Resampler(inputRateHz, outputRateHz);
        if (bandHz is { } band) _lowPass = new LowPassStream(outputRateHz, band);
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

    /// <summary>Takes the next samples and gives those that they complete.</summary>
    public ReadOnlySpan<float> Push(ReadOnlySpan<float> samples)
    {
        if (_resampler is not null)
        {
            var most = _resampler.MaxOutput(samples.Length);
            if (_output.Length < most) _output = new float[most];
            samples = _output.AsSpan(0, _resampler.Process(samples, _output));
        }

        return Kept(_lowPass is null ? samples : _lowPass.Push(samples));
    }

    /// <summary>Ends the recording and gives the last samples.</summary>
    public ReadOnlySpan<float> Complete()
    {
        ReadOnlySpan<float> last = [];
        if (_resampler is not null)
        {
            _output = new float[_resampler.MaxOutput(0)];
            last = _output.AsSpan(0, _resampler.Flush(_output));
        }

        if (_lowPass is null) return Kept(last);
        float[] rest = [.. _lowPass.Push(last), .. _lowPass.Complete()];
        return Kept(rest);
    }

    private long PlaceOf(long sample) => ((2 * sample * SampleRateHz) + _placeRateHz) / (2L * _placeRateHz);

    private ReadOnlySpan<float> Kept(ReadOnlySpan<float> samples)
    {
        _samples.Append(samples);
        return samples;
    }
}
