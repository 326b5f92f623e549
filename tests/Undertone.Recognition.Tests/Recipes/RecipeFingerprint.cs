using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Tests.Recipes;

/// <summary>All that a recipe says, as text: two recipes of one meaning have the same.</summary>
internal static class RecipeFingerprint
{
    public static string Of(JsonObject json, int[] shape)
    {
        var recipe = Recipe.Parse(json.ToJsonString());
        var f = recipe.Features;
        var text =
            $"{recipe.Name} {recipe.SampleRateHz} {f.Shape} {string.Join(' ', f.List)} [{string.Join(' ', f.Pool)}] {f.LengthSeconds} " +
            $"{recipe.Hearing.ToJson().ToJsonString()} {recipe.Scaler} " +
            $"{recipe.Model.Classifier?.ToJson().ToJsonString()} {recipe.Training} {string.Join(' ', recipe.Training.Layers)}";
        return shape.Length == 0 ? text : text + Trained(recipe, shape);
    }

    /// <summary>The weights after two short epochs, which depend on everything a layer does in training.</summary>
    private static string Trained(Recipe recipe, int[] shape)
    {
        var network = Network.Create(recipe.Model.Layers, shape, 7, seed: 1);
        var size = shape.Aggregate((a, b) => a * b);
        var inputs = Enumerable.Range(0, 6).Select(
            sample => Enumerable.Range(0, size).Select(i => MathF.Sin(1 + sample * 7 + i * i)).ToArray()).ToArray();
        new Trainer(network, new TrainingOptions { Epochs = 2, BatchSize = 3, Threads = 1 })
            .Fit(new SampleSet(inputs, [0, 1, 2, 3, 4, 5]), null);
        return string.Join(' ', network.State.Select(t =>
        {
            var values = new float[t.Length];
            t.CopyTo(values);
            return $"{t.Name} {string.Join(' ', values.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}";
        }));
    }
}
