using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.State;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Classical regressors over pooled features, one for each dimension, beside a classifier where emotions are told apart too.
/// </summary>
/// <param name="emotions">The classifier; null where there are dimensions alone.</param>
/// <param name="regressors">One for each dimension, in order.</param>
internal sealed class RegressionModel(ClassicalModel? emotions, IRegressor[] regressors) : IModel
{
    private const string EmotionKey = "emotion", DimensionsKey = "dimensions";

    private readonly ClassifierState[] _states = Array.ConvertAll(regressors, r => r.Save());

    public JsonObject Settings => new()
    {
        [EmotionKey] = emotions?.Settings?.DeepClone(),
        [DimensionsKey] = new JsonArray([.. _states.Select(s => (JsonNode)s.Settings.DeepClone())]),
    };

    public bool ServesManyThreads => true;

    public long ParameterCount =>
        (emotions?.ParameterCount ?? 0) + _states.SelectMany(s => s.Tensors).Sum(t => t.Shape.Aggregate(1L, (a, b) => a * b));

    public int EmbeddingSize => regressors[0].Features;

    public void Predict(
        IReadOnlyList<float[]> inputs, Span<float> probabilities, Span<float> embeddings = default, Span<float> numbers = default)
    {
        emotions?.Predict(inputs, probabilities);
        var rows = ClassicalModel.Rows(inputs);
        if (!embeddings.IsEmpty) rows.CopyTo(embeddings);
        if (numbers.IsEmpty) return;
        var column = new float[inputs.Count];
        for (var d = 0; d < regressors.Length; d++)
        {
            regressors[d].Predict(rows, column);
            for (var i = 0; i < column.Length; i++) numbers[i * regressors.Length + d] = column[i];
        }
    }

    /// <summary>Whether all its regressors take so many numbers.</summary>
    public bool Takes(int features) => Array.TrueForAll(regressors, r => r.Features == features);

    public IReadOnlyList<StateTensor> Weights() =>
        [.. emotions?.Weights() ?? [], .. _states.SelectMany((s, d) => s.Tensors.Select(t => t with { Name = Prefix(d) + t.Name }))];

    /// <summary>Restores what <see cref="Settings"/> and <see cref="Weights"/> gave.</summary>
    /// <param name="kind">The kind of all its regressors.</param>
    /// <param name="dimensions">How many there are.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="weights">The arrays.</param>
    /// <param name="emotions">Restores the classifier from its settings and arrays; null where there is none.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <exception cref="InvalidDataException">The state is damaged.</exception>
    public static RegressionModel Restore(
        string kind, int dimensions, JsonObject? settings, IReadOnlyList<StateTensor> weights,
        Func<JsonObject?, IReadOnlyList<StateTensor>, ClassicalModel>? emotions, int threads)
    {
        if (settings?[DimensionsKey] is not JsonArray own || own.Count != dimensions)
            throw new FormatException($"it has no settings of {dimensions} regressors.");
        var regressors = new IRegressor[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            StateTensor[] arrays = [.. weights.Where(t => t.Name.StartsWith(Prefix(d), StringComparison.Ordinal))
                .Select(t => t with { Name = t.Name[Prefix(d).Length..] })];
            regressors[d] = Regressors.Restore(new ClassifierState(kind, own[d] as JsonObject ?? [], arrays));
            regressors[d].Threads = threads;
        }

        StateTensor[] others = [.. weights.Where(t => !t.Name.StartsWith(DimensionsKey, StringComparison.Ordinal))];
        return new RegressionModel(emotions?.Invoke(settings[EmotionKey] as JsonObject, others), regressors);
    }

    private static string Prefix(int dimension) => FormattableString.Invariant($"{DimensionsKey}.{dimension}.");
}
