using System.Text.Json.Nodes;
using Undertone.Learning.Preprocessing;
using Undertone.Learning.State;
using Undertone.Onnx.Models;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Onnx;

/// <summary>
/// A classifier of others as a model of Undertone: its answer is an encoder's layer, and the model on it is one that gives the answer on,
/// a logistic regression or lines whose weights are ones and zeros.
/// </summary>
internal static class WholeModel
{
    /// <summary>The model; null where the encoder's logits have no names.</summary>
    public static ModelBundle? Of(OnnxEncoder encoder) => encoder.Labels switch
    {
        { Dimensions: { Count: > 0 } dimensions } => Make(
            encoder, OnnxLabels.DimensionLayer, LabelSet.None, dimensions, "ridge", LinesOf(dimensions.Count)),
        { Emotions: var emotions } => Make(
            encoder, OnnxLabels.EmotionLayer, new LabelSet(emotions), [], "logistic-regression", RegressionOf(emotions.Count)),
        _ => null,
    };

    private static ModelBundle Make(
        OnnxEncoder encoder, string layer, LabelSet labels, IReadOnlyList<string> dimensions, string kind,
        (JsonObject Settings, IReadOnlyList<StateTensor> Weights) head)
    {
        var columns = labels.Count + dimensions.Count;
        var json = new JsonObject
        {
            ["name"] = encoder.Name,
            ["sampleRateHz"] = encoder.SampleRateHz,
            ["hearing"] = encoder.Hearing,
            ["features"] = new JsonObject
            {
                ["shape"] = "encoder",
                ["encoder"] = encoder.Name,
                ["layer"] = layer,
                ["sha256"] = encoder.Sha256,
            },
            ["scaler"] = "none",
            ["model"] = new JsonObject { ["kind"] = kind },
        };
        if (dimensions.Count > 0) json["targets"] = new JsonArray([.. dimensions.Select(d => (JsonNode)JsonValue.Create(d))]);
        var manifest = new ModelManifest
        {
            Name = encoder.Name,
            PackageVersion = PackageVersion.Text,
            Recipe = Recipe.FromJson(json),
            Labels = labels,
            Dimensions = [.. dimensions.Select(d => new ModelDimension(d, 0, 1))],
            InputShape = [columns],
            Scaler = new NoScaler(columns),
            ModelSettings = head.Settings,
            Encoder = encoder.Describe(),
            TrainingCorpora = [new TrainingCorpus("not known", encoder.Notes.License, 0, 0)],
            Speakers = [],
            Seed = 0,
        };
        return new ModelBundle(manifest, head.Weights, Card(encoder, labels, dimensions));
    }

    /// <summary>Softmax of logarithms of probabilities is those probabilities.</summary>
    private static (JsonObject Settings, IReadOnlyList<StateTensor> Weights) RegressionOf(int count) => (
        new JsonObject { ["features"] = count, ["classes"] = count },
        [
            StateTensor.From("present", Enumerable.Range(0, count).ToArray(), count),
            StateTensor.From("coefficients", Ones(count), count, count),
            StateTensor.From("intercepts", new double[count], count),
        ]);

    private static (JsonObject Settings, IReadOnlyList<StateTensor> Weights) LinesOf(int count) => (
        new JsonObject
        {
            ["emotion"] = null,
            ["dimensions"] = new JsonArray(
                [.. Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject { ["features"] = count, ["intercept"] = 0.0 })]),
        },
        [
            .. Enumerable.Range(0, count).Select(
                d => StateTensor.From($"dimensions.{d}.coefficients", Ones(count).AsSpan(d * count, count).ToArray(), count)),
        ]);

    private static double[] Ones(int count)
    {
        var ones = new double[count * count];
        for (var i = 0; i < count; i++) ones[(i * count) + i] = 1;
        return ones;
    }

    private static string Card(OnnxEncoder encoder, LabelSet labels, IReadOnlyList<string> dimensions)
    {
        var terms = encoder.Notes.License.Length > 0 ? encoder.Notes.License : "not known: ask whoever made it.";
        var answers = dimensions.Count > 0 ? string.Join(", ", dimensions) : labels.ToString();
        return $"# {encoder.Name}\n\nA model of others as ONNX ({encoder.Plan.Kind}), which ONNX Runtime computes.\n\n"
            + $"It answers: {answers}.\n\nTerms: {terms}\n\n## Scores\n\nNone are known. "
            + $"`undertone evaluate --model {encoder.Name} --data ...` tests it on your data.\n";
    }
}
