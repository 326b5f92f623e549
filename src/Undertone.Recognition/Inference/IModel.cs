using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Inference;

/// <summary>A trained model of any kind: scaled inputs in, probabilities out.</summary>
internal interface IModel
{
    /// <summary>Fills <c>[inputs, classes]</c> probabilities, row-major.</summary>
    void Predict(IReadOnlyList<float[]> inputs, Span<float> probabilities);

    /// <summary>The arrays that restore the model.</summary>
    IReadOnlyList<WeightTensor> Weights();
}
