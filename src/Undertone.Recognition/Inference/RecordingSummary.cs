using Undertone.Recognition.Emotions;
using Undertone.Recognition.Hearing;

namespace Undertone.Recognition.Inference;

/// <summary>
/// What a long recording is as a whole: the mean of its segments, each counted by the speech in it. It holds sums only.
/// </summary>
internal sealed class RecordingSummary(int labels, int sampleRateHz)
{
    private readonly double[] _scores = new double[labels];
    private (EmotionDimensions Mean, double Speech)? _dimensions;
    private readonly ClippedRuns _clipped = new();
    private long _samples;
    private long _blocks;
    private (double Power, double Speech) _level;
    private (double Db, double Speech) _snr;
    private double _bandwidthHz = sampleRateHz / 2.0;

    /// <summary>Whether anybody speaks.</summary>
    public bool Speech { get; private set; }

    /// <summary>Takes the next samples.</summary>
    public void Hear(ReadOnlySpan<float> samples)
    {
        _clipped.Add(samples);
        _samples += samples.Length;
    }

    /// <summary>Takes the next segment.</summary>
    public void Add(SeenSegment seen, EmotionScores scores)
    {
        var (speech, quality) = (seen.SpeechBlocks, seen.Quality);
        _blocks += speech;
        _bandwidthHz = quality.BandwidthHz;
        if (seen.Clip.Probabilities is null) return;
        Speech = true;
        if (seen.Clip.Dimensions is { } own && speech > 0) AddDimensions(own, speech);
        for (var i = 0; i < _scores.Length; i++) _scores[i] += speech * scores[i].Value;
        if (quality.LevelDb is { } level) _level = (_level.Power + (speech * Math.Pow(10, level / 10)), _level.Speech + speech);
        if (quality.SnrDb is { } snr) _snr = (_snr.Db + (speech * snr), _snr.Speech + speech);
    }

    private void AddDimensions(EmotionDimensions own, double speech) => _dimensions = _dimensions is { } before
        ? (EmotionDimensions.Mean([(before.Mean, before.Speech), (own, speech)]), before.Speech + speech)
        : (own, speech);

    /// <summary>The mean numbers on dimensions; null where there are none.</summary>
    public EmotionDimensions? Dimensions() => _dimensions?.Mean;

    /// <summary>The mean probabilities; null where nobody speaks.</summary>
    public float[]? Probabilities()
    {
        if (!Speech) return null;
        var sum = _scores.Sum();
        return Array.ConvertAll(_scores, s => (float)(s / sum));
    }

    /// <summary>The quality: level and signal-to-noise ratio are means over windows, each counted by the speech of its segment.</summary>
    /// <param name="bandHz">The band that the model hears.</param>
    public RecordingQuality Quality(double bandHz) => QualityMeter.WithFlags(
        new RecordingQuality(
            QualityMeter.SpeechSeconds(_blocks),
            _level.Speech > 0 ? 10 * Math.Log10(_level.Power / _level.Speech) : null,
            _samples == 0 ? 0 : (double)_clipped.Count / _samples,
            _snr.Speech > 0 ? _snr.Db / _snr.Speech : null,
            _bandwidthHz),
        bandHz);
}
