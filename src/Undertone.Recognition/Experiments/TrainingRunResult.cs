using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Experiments;

/// <summary>What a training run left.</summary>
/// <param name="Folder">Its files.</param>
/// <param name="Evaluation">The pooled out-of-fold scores, or null under the protocol <c>none</c>.</param>
/// <param name="Model">The refit on all the data, or null where none was asked for.</param>
public sealed record TrainingRunResult(RunFolder Folder, EvaluationResult? Evaluation, ModelBundle? Model)
{
    /// <summary>
    /// The time that training the folds took, without reading audio and computing features; null where the run had been interrupted.
    /// </summary>
    internal double? TrainingSeconds { get; init; }
}
