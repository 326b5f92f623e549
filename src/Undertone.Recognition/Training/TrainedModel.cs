using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Training;

/// <summary>A model with the scaler of its inputs.</summary>
/// <param name="Model">The model.</param>
/// <param name="Scaler">The scaler.</param>
/// <param name="BestEpoch">The epoch whose weights it has; 0 for models without epochs.</param>
internal sealed record TrainedModel(IModel Model, IScaler Scaler, int BestEpoch)
{
    /// <summary>The dimensions that it answers on, with the scale of the training part; empty for none.</summary>
    public IReadOnlyList<ModelDimension> Dimensions { get; init; } = [];

    /// <summary>The voice head, where the recipe asks for one.</summary>
    public VoiceHead? Voices { get; init; }
}
