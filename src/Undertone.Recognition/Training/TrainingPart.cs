using Undertone.Learning.Neural;

namespace Undertone.Recognition.Training;

/// <summary>Samples to learn from and, where early stopping watches, to choose the best epoch by.</summary>
internal sealed record TrainingPart(SampleSet Train, SampleSet? Validation, int Classes, ulong Seed)
{
    /// <summary>
    /// Samples of speakers that are not learnt from, whose figures are reported where nothing stops early; nothing is chosen by them.
    /// Null for none.
    /// </summary>
    public SampleSet? Watched { get; init; }
}
