using Undertone.Learning.Classical;
using Undertone.Learning.Metrics;
using Undertone.Learning.Neural;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Features;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;

namespace Undertone.Onnx.Tests;

/// <summary>A model of a recipe with drawn weights, scaler and temperature, and its answers by the parts that it is made of.</summary>
internal sealed class ModelSketch
{
    private readonly Func<float[], float[]> _answer;

    private ModelSketch(ModelBundle bundle, Func<float[], float[]> answer, int minimumSteps) =>
        (Bundle, _answer, MinimumSteps) = (bundle, answer, minimumSteps);

    public ModelBundle Bundle { get; }

    public int MinimumSteps { get; }

    public IReadOnlyList<int> Shape => Bundle.Manifest.InputShape;

    /// <summary>A network whose weights, kept numbers too, are drawn.</summary>
    public static ModelSketch OfNetwork(Recipe recipe, int classes = 6, int seed = 1)
    {
        var shape = new FeaturePipeline(recipe).InputShape;
        var random = new Random(seed);
        var network = Network.Create(recipe.Model.Layers, [.. shape], classes, (ulong)seed);
        foreach (var tensor in network.State.Where(t => t.Shape.Count == 1))
        {
            var spread = tensor.Name.EndsWith("moving_variance", StringComparison.Ordinal)
                || tensor.Name.EndsWith("gamma", StringComparison.Ordinal);
            tensor.CopyFrom([.. Enumerable.Range(0, tensor.Length).Select(_ => (spread ? 1f : 0f) + (random.NextSingle() - 0.5f) / 2)]);
        }

        var bundle = BundleOf(recipe, shape, classes, random) with { Weights = network.Save() };
        return new ModelSketch(bundle, input => Answer(bundle, input, (x, p) => network.Predict([x], p)), network.MinimumSteps);
    }

    /// <summary>A classifier of rows of twelve numbers, fitted on drawn clouds.</summary>
    /// <param name="model">The model of a recipe, JSON.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="oneIsMissing">Whether the second class has no training row.</param>
    public static ModelSketch OfClassifier(string model, int classes, bool oneIsMissing)
    {
        const int Columns = 12;
        var recipe = Recipe.Parse(
            $$"""
            { "name": "drawn", "features": { "shape": "pooled", "list": [{ "name": "mfcc", "n_mfcc": {{Columns}} }], "pool": ["mean"] },
              "model": {{model}} }
            """);
        var random = new Random(3);
        var bundle = BundleOf(recipe, [Columns], classes, random);
        var (rows, labels) = (new float[90 * Columns], new int[90]);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = i % classes;
            if (oneIsMissing && labels[i] == 1) labels[i] = 0;
            for (var c = 0; c < Columns; c++)
                rows[(i * Columns) + c] = (c % classes == labels[i] ? 1.2f : 0) + (2 * random.NextSingle()) - 1;
        }

        var data = new LabeledRows(rows, Columns, labels, classes);
        var classifier = Classifiers.Fit(recipe.Model.Classifier!, data, 1, 1, CancellationToken.None);
        var state = classifier.Save();
        bundle = bundle with
        {
            Weights = state.Tensors,
            Manifest = bundle.Manifest with { ModelSettings = state.Settings },
        };
        return new ModelSketch(bundle, input => Answer(bundle, input, (x, p) => classifier.PredictProbabilities(x, p)), 1);
    }

    /// <summary>A bundle of a recipe without weights.</summary>
    public static ModelBundle BundleOf(Recipe recipe, IReadOnlyList<int> shape, int classes, Random random)
    {
        var columns = shape.Count == 1 ? shape[0] : shape.Skip(1).Aggregate(1, (a, b) => a * b);
        var manifest = new ModelManifest
        {
            Name = recipe.Name,
            PackageVersion = "0.1.0",
            Recipe = recipe,
            Labels = new LabelSet(LabelSet.Common7.Take(classes)),
            InputShape = shape,
            Scaler = new StandardScaler(
                [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble() * 10 - 5)],
                [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble() * 3 + 0.5)]),
            TrainingCorpora = [new TrainingCorpus("drawn", "none", 1, 1)],
            Speakers = [],
            Seed = 0,
            Temperature = 1.4,
        };
        return new ModelBundle(manifest, [], "# drawn");
    }

    /// <summary>Inputs in the range of the scaler; those of a free length have as many steps as asked for.</summary>
    public float[] Input(Random random, int steps)
    {
        var (scaler, columns) = (Bundle.Manifest.Scaler, Bundle.Manifest.Scaler.Columns);
        var rows = Shape.Count == 1 ? 1 : Shape[0] < 0 ? steps : Shape[0];
        var input = new float[rows * columns];
        for (var i = 0; i < input.Length; i++)
        {
            var normal = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
            input[i] = (float)(scaler.Offset[i % columns] + (normal * scaler.Scale[i % columns]));
        }

        return input;
    }

    /// <summary>The scores of an input.</summary>
    public float[] Answer(float[] input) => _answer(input);

    private static float[] Answer(ModelBundle bundle, float[] input, Action<float[], float[]> predict)
    {
        var (scaled, scores) = ((float[])input.Clone(), new float[bundle.Manifest.Labels.Count]);
        bundle.Manifest.Scaler.Transform(scaled);
        predict(scaled, scores);
        TemperatureScaling.Apply(scores, bundle.Manifest.Temperature);
        return scores;
    }
}
