using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Learning.State;

namespace Undertone.Recognition.Inference;

/// <summary>Two models whose answers are mixed by an <see cref="OpinionPool"/>.</summary>
/// <param name="first">The first model, whose embedding is the whole's.</param>
/// <param name="second">The second model.</param>
/// <param name="length">How many numbers of an input are the first's; the second's stand behind them.</param>
/// <param name="weight">The weight of the second, 0 to 1.</param>
internal sealed class FusedModel(IModel first, IModel second, int length, double weight) : IModel
{
    private const string OfSecond = "fusion.";
    private const string FirstKey = "first";
    private const string SecondKey = "second";

    public IModel First => first;

    public IModel Second => second;

    public double Weight => weight;

    public int EmbeddingSize => first.EmbeddingSize;

    public long ParameterCount => first.ParameterCount + second.ParameterCount;

    public bool ServesManyThreads => first.ServesManyThreads && second.ServesManyThreads;

    public JsonObject? Settings => first.Settings is null && second.Settings is null
        ? null
        : new JsonObject { [FirstKey] = first.Settings?.DeepClone(), [SecondKey] = second.Settings?.DeepClone() };

    public void Predict(
        IReadOnlyList<float[]> inputs, Span<float> probabilities, Span<float> embeddings = default, Span<float> numbers = default)
    {
        first.Predict([.. inputs.Select(i => i[..length])], probabilities, embeddings);
        var others = new float[probabilities.Length];
        second.Predict([.. inputs.Select(i => i[length..])], others);
        var classes = probabilities.Length / inputs.Count;
        for (var at = 0; at < others.Length; at += classes)
            OpinionPool.Mix(probabilities.Slice(at, classes), others.AsSpan(at, classes), weight);
    }

    public IReadOnlyList<StateTensor> Weights() =>
        [.. first.Weights(), .. second.Weights().Select(t => t with { Name = OfSecond + t.Name })];

    /// <summary>The arrays of the first and of the second model.</summary>
    public static (IReadOnlyList<StateTensor> First, IReadOnlyList<StateTensor> Second) Parts(IReadOnlyList<StateTensor> weights) =>
    (
        [.. weights.Where(t => !IsOfSecond(t))],
        [.. weights.Where(IsOfSecond).Select(t => t with { Name = t.Name[OfSecond.Length..] })]);

    /// <summary>The settings of the first and of the second model.</summary>
    public static (JsonObject? First, JsonObject? Second) Parts(JsonObject? settings) =>
        (settings?[FirstKey] as JsonObject, settings?[SecondKey] as JsonObject);

    private static bool IsOfSecond(StateTensor tensor) => tensor.Name.StartsWith(OfSecond, StringComparison.Ordinal);
}
