using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>Passes progress on, and nothing else.</summary>
internal sealed class ProgressObserver(IProgress<TrainingProgress> progress) : IExperimentObserver
{
    void IProgress<TrainingProgress>.Report(TrainingProgress value) => progress.Report(value);
}
