using Undertone.Learning.Neural;

namespace Undertone.Recognition.Training;

/// <summary>Samples to learn from and, where early stopping watches, to choose the best epoch by.</summary>
internal sealed record TrainingPart(SampleSet Train, SampleSet? Validation, int Classes, ulong Seed);
