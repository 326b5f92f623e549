using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference.Explanations;

/// <summary>Goes through a recording once and keeps its outline, where speech is, and its first seconds.</summary>
internal sealed class Sketch
{
    private const int MostPeaks = 4000;
    private const double LeastPeakSeconds = 0.01;
    private const int BlockSamples = 1 << 13;

    private readonly int _sampleRateHz;
    private readonly int _peakSamples;
    private readonly int _mostHead;
    private readonly List<float> _min = [];
    private readonly List<float> _max = [];
    private readonly List<float> _head = [];
    private readonly List<float> _speech = [];
    private readonly HighPass _highPass;
    private readonly Resampler? _resampler;
    private readonly SpeechStream _detector = SpeechDetector.Default.OpenStream();
    private readonly float[] _filtered = new float[BlockSamples];
    private readonly float[] _resampled;
    private long _samples;

    /// <summary>Begins.</summary>
    /// <param name="sampleRateHz">The rate of the recording.</param>
    /// <param name="durationSeconds">How long it will be.</param>
    /// <param name="headSeconds">How much of its beginning is kept.</param>
    public Sketch(int sampleRateHz, double durationSeconds, double headSeconds)
    {
        _sampleRateHz = sampleRateHz;
        _peakSamples = (int)Math.Ceiling(Math.Max(LeastPeakSeconds, durationSeconds / MostPeaks) * sampleRateHz);
        _mostHead = (int)(headSeconds * sampleRateHz);
        _highPass = new HighPass(sampleRateHz);
        _resampler = sampleRateHz == SpeechDetector.SampleRateHz ? null : new Resampler(sampleRateHz, SpeechDetector.SampleRateHz);
        _resampled = new float[_resampler is null ? 0 : Math.Max(_resampler.MaxOutput(BlockSamples), _resampler.MaxOutput(0))];
    }

    /// <summary>The first seconds at the rate of the recording.</summary>
    public AudioClip Head => new([.. _head], _sampleRateHz);

    /// <summary>The outline.</summary>
    public Waveform Waveform => new((double)_peakSamples / _sampleRateHz, _min, _max);

    /// <summary>Goes through a recording.</summary>
    public static Sketch Of(AudioReader reader, double durationSeconds, double headSeconds, CancellationToken cancellationToken)
    {
        var sketch = new Sketch(reader.SampleRateHz, durationSeconds, headSeconds);
        var block = new float[BlockSamples];
        while (reader.Read(block) is > 0 and var count) sketch.Push(block.AsSpan(0, count), cancellationToken);
        return sketch;
    }

    /// <summary>Goes through a clip.</summary>
    public static Sketch Of(AudioClip clip, double headSeconds, CancellationToken cancellationToken)
    {
        var sketch = new Sketch(clip.SampleRateHz, clip.DurationSeconds, headSeconds);
        for (var rest = clip.Samples.AsSpan(); !rest.IsEmpty; rest = rest[Math.Min(rest.Length, BlockSamples)..])
            sketch.Push(rest[..Math.Min(rest.Length, BlockSamples)], cancellationToken);
        return sketch;
    }

    /// <summary>Where somebody speaks, once all samples came.</summary>
    public IReadOnlyList<SpeechSpan> Speech()
    {
        if (_resampler is not null) _speech.AddRange(_detector.Push(_resampled.AsSpan(0, _resampler.Flush(_resampled))));
        _speech.AddRange(_detector.Finish());
        return SpeechSpans.Find([.. _speech], (double)_samples / _sampleRateHz, new SpeechOptions());
    }

    private void Push(ReadOnlySpan<float> samples, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EmotionRecognizer.RequireFinite(samples);
        _head.AddRange(samples[..Math.Min(samples.Length, _mostHead - _head.Count)]);
        foreach (var sample in samples)
        {
            if (_samples++ % _peakSamples == 0)
            {
                _min.Add(sample);
                _max.Add(sample);
            }
            else
            {
                _min[^1] = Math.Min(_min[^1], sample);
                _max[^1] = Math.Max(_max[^1], sample);
            }
        }

        var filtered = _filtered.AsSpan(0, samples.Length);
        _highPass.Filter(samples, filtered);
        _speech.AddRange(_detector.Push(
            _resampler is null ? filtered : _resampled.AsSpan(0, _resampler.Process(filtered, _resampled))));
    }
}
