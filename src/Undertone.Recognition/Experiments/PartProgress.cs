using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>Adds to the progress of one part of a run, a fold or the refit, how far all of them have come.</summary>
/// <param name="outer">Who watches the run.</param>
/// <param name="parts">How many parts there are.</param>
internal sealed class PartProgress(IProgress<TrainingProgress> outer, int parts) : IProgress<TrainingProgress>
{
    /// <summary>How many parts are done.</summary>
    public int Done { get; set; }

    public void Report(TrainingProgress value)
    {
        var share = value.Total == 0 ? 0 : (double)value.Done / value.Total;
        outer.Report(value with { Overall = (Done + share) / parts });
    }
}
