using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>Follows the work on one recording.</summary>
internal sealed class RecordingWatch(Action<double, double?>? report = null)
{
    private volatile bool _hasAnswers;

    /// <summary>Whether there is something to hand out where the work is interrupted.</summary>
    public bool HasAnswers => _hasAnswers;

    /// <summary>Is told how much was heard.</summary>
    public void Heard(long samples, AudioReader reader, bool hasAnswers)
    {
        _hasAnswers = hasAnswers;
        report?.Invoke((double)samples / reader.SampleRateHz, reader.Info.DurationSeconds);
    }
}
