using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>Passes progress on and measures the time from the last computed feature to the moment that is asked for.</summary>
internal sealed class TrainingWatch(TimeProvider time, IProgress<TrainingProgress>? target) : IProgress<TrainingProgress>
{
    private long _begin = time.GetTimestamp();

    /// <summary>Seconds since features were complete.</summary>
    public double TrainingSeconds => time.GetElapsedTime(Interlocked.Read(ref _begin)).TotalSeconds;

    public void Report(TrainingProgress value)
    {
        if (value.Stage is "read" or "features") Interlocked.Exchange(ref _begin, time.GetTimestamp());
        target?.Report(value);
    }
}
