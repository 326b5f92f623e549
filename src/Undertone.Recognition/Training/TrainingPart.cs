namespace Undertone.Recognition.Training;

/// <summary>
/// Scaled inputs and targets to learn from and, where early stopping watches, to choose the best epoch by; groups where batches draw evenly
/// from them.
/// </summary>
internal sealed record TrainingPart(
    float[][] Inputs, int[] Targets, float[][] ValidationInputs, int[] ValidationTargets, int Classes, ulong Seed,
    IReadOnlyList<string>? Groups);
