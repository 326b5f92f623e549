using Undertone.Sound.Audio;

namespace Undertone.Recognition.Hearing;

/// <summary>
/// Listens to an endless recording as <see cref="HeardClip"/> does to a whole one, to the bit: what is below 20 Hz is taken off, the rate
/// changed and speech found once, from its beginning, and any late part of it can be had. Memory holds what was not forgotten.
/// </summary>
internal sealed class HearingStream
{
    private const int MostSamples = 8192;

    private readonly int _sampleRateHz;
    private readonly HighPass _highPass;
    private readonly RateStream _forDetection;
    private readonly RateStream? _forRecipe;
    private readonly double? _bandHz;
    private readonly bool _isFromDetection;
    private readonly bool _keepsOffset;
    private readonly SpeechStream _detector = SpeechDetector.Default.OpenStream();
    private readonly SampleHistory _recording = new();
    private readonly SampleHistory _speech = new();
    private readonly BandwidthTrack _bandwidth;
    private readonly float[] _filtered = new float[MostSamples];
    private long _done;
    private bool _ended;

    /// <summary>Begins to listen.</summary>
    /// <param name="sampleRateHz">The rate of the recording.</param>
    /// <param name="recipeRateHz">The rate at which features are computed.</param>
    /// <param name="bandHz">The band in which they are computed; null for all of it.</param>
    /// <param name="keepsOffset">Whether parts are wanted as they came: what is below 20 Hz is then left in them.</param>
    public HearingStream(int sampleRateHz, int recipeRateHz, double? bandHz, bool keepsOffset)
    {
        _keepsOffset = keepsOffset;
        (_sampleRateHz, _highPass, _bandwidth) = (sampleRateHz, new HighPass(sampleRateHz), new BandwidthTrack(sampleRateHz));
        _forDetection = new RateStream(sampleRateHz, sampleRateHz, SpeechDetector.SampleRateHz);
        _bandHz = bandHz < recipeRateHz / 2.0 ? bandHz : null;
        _isFromDetection = recipeRateHz == SpeechDetector.SampleRateHz;
        if (_isFromDetection && _bandHz is null) return;
        _forRecipe = new RateStream(sampleRateHz, _isFromDetection ? recipeRateHz : sampleRateHz, recipeRateHz, _bandHz);
    }

    /// <summary>How many samples came.</summary>
    public long Samples => _recording.End;

    /// <summary>How many numbers there is room for in all.</summary>
    public int Capacity => _recording.Capacity + _speech.Capacity + _forDetection.Capacity + (_forRecipe?.Capacity ?? 0);

    /// <summary>Takes the next samples; they are worked on when a part is asked for that needs them.</summary>
    public void Push(ReadOnlySpan<float> samples) => _recording.Append(samples);

    /// <summary>Ends the recording.</summary>
    public void Complete()
    {
        Advance();
        var last = _forDetection.Complete();
        _speech.Append([.. _detector.Push(last), .. _detector.Finish()]);
        if (_isFromDetection) _forRecipe?.Push(last);
        _forRecipe?.Complete();
        _bandwidth.Complete();
        _ended = true;
    }

    /// <summary>Whether all is there that a part needs which ends at a sample.</summary>
    public bool Reaches(long to)
    {
        if (_ended) return true;
        if (to > Samples) return false;
        if (!IsWorkedOut(to)) Advance();
        return IsWorkedOut(to);
    }

    /// <summary>The part from one sample to another, which is not forgotten.</summary>
    public HeardClip Part(long from, long to)
    {
        var came = _recording.Slice(from, to);
        var forDetection = _forDetection.Clip(from, to);
        var recording = _keepsOffset ? new AudioClip(came.ToArray(), _sampleRateHz) : forDetection;
        return new HeardClip(
            recording, ClippedRuns.ShareOf(came), forDetection, _forRecipe?.Clip(from, to), _bandHz, Speech(from, to).ToArray());
    }

    /// <summary>How probable speech is in the blocks of a part.</summary>
    public ReadOnlySpan<float> Speech(long from, long to) =>
        _speech.Slice(Math.Min(BlockOf(from), _speech.End), Math.Min(BlockOf(to), _speech.End));

    /// <summary>A part at the rate of the detector.</summary>
    public ReadOnlySpan<float> ForDetection(long from, long to) => _forDetection.Part(from, to);

    /// <summary>How high the recording reaches in Hz, as far as it is known at a sample.</summary>
    public double BandwidthHz(long at) => _bandwidth.At(at);

    /// <summary>Forgets what lies before a sample.</summary>
    public void Forget(long before)
    {
        _recording.DropBefore(Math.Min(before, _done));
        _speech.DropBefore(BlockOf(before));
        _forDetection.Forget(before);
        _forRecipe?.Forget(before);
    }

    private bool IsWorkedOut(long to) => BlockOf(to) <= _speech.End
        && _forDetection.Reaches(to) && _forRecipe?.Reaches(to) != false;

    private void Advance()
    {
        while (_done < _recording.End)
        {
            var samples = _recording.Slice(_done, Math.Min(_recording.End, _done + MostSamples));
            var filtered = _filtered.AsSpan(0, samples.Length);
            _highPass.Filter(samples, filtered);
            _bandwidth.Add(filtered);
            var heard = _forDetection.Push(filtered);
            _speech.Append([.. _detector.Push(heard)]);
            _forRecipe?.Push(_isFromDetection ? heard : filtered);
            _done += samples.Length;
        }
    }

    /// <summary>The block of 32 ms whose beginning is nearest to a sample.</summary>
    private long BlockOf(long sample) =>
        (long)Math.Round(sample * ((double)SpeechDetector.SampleRateHz / SpeechDetector.BlockSamples / _sampleRateHz));
}
