using System.Text.Json.Nodes;
using Undertone.Learning.State;

namespace Undertone.Recognition.Inference;

/// <summary>A trained model of any kind: scaled inputs in, probabilities and numbers on dimensions out.</summary>
internal interface IModel
{
    /// <summary>
    /// Fills <c>[inputs, classes]</c> probabilities, row-major, and where they are wanted <c>[inputs, EmbeddingSize]</c> embeddings and
    /// <c>[inputs, dimensions]</c> numbers, as they were learnt (<see cref="Bundle.ModelDimension"/>).
    /// </summary>
    void Predict(
        IReadOnlyList<float[]> inputs, Span<float> probabilities, Span<float> embeddings = default, Span<float> numbers = default);

    /// <summary>
    /// How many numbers an embedding has: the scaled input of a classical model, what a network's last dense layer sees.
    /// </summary>
    int EmbeddingSize { get; }

    /// <summary>The arrays that restore the model.</summary>
    IReadOnlyList<StateTensor> Weights();

    /// <summary>The few numbers and words beside the arrays that restore the model; null where the recipe says it all.</summary>
    JsonObject? Settings { get; }

    /// <summary>How many numbers the model learnt.</summary>
    long ParameterCount { get; }

    /// <summary>
    /// Whether several threads may ask it at once; else it has work memory of its own, and each thread needs its own model.
    /// </summary>
    bool ServesManyThreads { get; }
}
