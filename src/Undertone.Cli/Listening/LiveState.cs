using Undertone.Recognition.Emotions;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Listening;

/// <summary>What is known while somebody is listened to.</summary>
/// <param name="labels">The emotions that the model knows; none where it answers on dimensions alone.</param>
internal sealed class LiveState(LabelSet labels)
{
    /// <summary>How much of the past the timeline shows, in seconds.</summary>
    public const double TimelineSeconds = 60;

    private readonly List<StreamingPrediction> _timeline = [];
    private readonly double[] _seconds = new double[labels.Count];

    /// <summary>The emotions that the model knows.</summary>
    public LabelSet Labels => labels;

    /// <summary>What is listened to, and by which model.</summary>
    public string Title { get; init; } = "";

    /// <summary>The file that the sound is kept in; null where it is not.</summary>
    public string? Recording { get; init; }

    /// <summary>How much was heard.</summary>
    public double HeardSeconds { get; private set; }

    /// <summary>The root mean square of the last block in dB, 0 for a square wave of full scale; null for digital silence.</summary>
    public double? LevelDb { get; private set; }

    /// <summary>The largest magnitude of the last block, full scale being 1.</summary>
    public double Peak { get; private set; }

    /// <summary>How long somebody spoke, as far as there are answers.</summary>
    public double SpeechSeconds { get; private set; }

    /// <summary>The latest answer; null before the first.</summary>
    public StreamingPrediction? Latest => _timeline is [.., var last] ? last : null;

    /// <summary>The answers of the last minute.</summary>
    public IReadOnlyList<StreamingPrediction> Timeline => _timeline;

    /// <summary>What was said last; null where no words are recognised.</summary>
    public string? Words { get; set; }

    /// <summary>What a person should know now; null where there is nothing.</summary>
    public string? Note { get; set; }

    /// <summary>How long each emotion was heard, in seconds, most first; those that were not are left out.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Shares =>
        [.. labels.Zip(_seconds, KeyValuePair.Create).Where(s => s.Value > 0).OrderByDescending(s => s.Value)];

    /// <summary>Takes a block of samples.</summary>
    public void Hear(ReadOnlySpan<float> block, int sampleRateHz)
    {
        var (sum, peak) = (0.0, 0f);
        foreach (var sample in block)
        {
            sum += (double)sample * sample;
            peak = Math.Max(peak, Math.Abs(sample));
        }

        HeardSeconds += block.Length / (double)sampleRateHz;
        LevelDb = sum > 0 ? 10 * Math.Log10(sum / block.Length) : null;
        Peak = peak;
    }

    /// <summary>Takes an answer.</summary>
    public void Add(StreamingPrediction answer)
    {
        _timeline.Add(answer);
        _timeline.RemoveAll(a => a.EndSeconds <= answer.EndSeconds - TimelineSeconds);
        if (!answer.Speech) return;
        var seconds = answer.EndSeconds - answer.StartSeconds;
        SpeechSeconds += seconds;
        if (answer.Emotion is { } emotion) _seconds[labels.IndexOf(emotion)] += seconds;
    }
}
