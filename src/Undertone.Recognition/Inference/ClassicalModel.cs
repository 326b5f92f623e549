using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.State;

namespace Undertone.Recognition.Inference;

/// <summary>A classical classifier over pooled features as a model.</summary>
internal sealed class ClassicalModel(IClassifier classifier) : IModel
{
    private readonly ClassifierState _state = classifier.Save();

    public IClassifier Classifier => classifier;

    public JsonObject? Settings => _state.Settings;

    public bool ServesManyThreads => true;

    public long ParameterCount => _state.Tensors.Sum(t => t.Shape.Aggregate(1L, (a, b) => a * b));

    public int EmbeddingSize => classifier.Features;

    public void Predict(
        IReadOnlyList<float[]> inputs, Span<float> probabilities, Span<float> embeddings = default, Span<float> numbers = default)
    {
        var rows = inputs.Count == 1 ? inputs[0] : Rows(inputs);
        classifier.PredictProbabilities(rows, probabilities);
        if (!embeddings.IsEmpty) rows.CopyTo(embeddings);
    }

    public IReadOnlyList<StateTensor> Weights() => _state.Tensors;

    /// <summary>Vectors one after the other.</summary>
    public static float[] Rows(IReadOnlyList<float[]> inputs)
    {
        var rows = new float[inputs.Sum(i => i.Length)];
        var at = 0;
        foreach (var input in inputs)
        {
            input.CopyTo(rows, at);
            at += input.Length;
        }

        return rows;
    }
}
