using System.Globalization;
using System.Text;
using Undertone.Learning.Neural;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Inference;

/// <summary>The layer table of a recipe's network.</summary>
public static class NetworkSummary
{
    /// <summary>Layers with output shapes and parameter counts, and the totals, as Keras prints them.</summary>
    /// <param name="nameOrPath">A built-in recipe or a recipe file.</param>
    /// <param name="classes">How many emotions the network tells apart; at least 2.</param>
    /// <exception cref="RecipeException">The recipe is unknown, or is not of a network.</exception>
    public static string Of(string nameOrPath, int classes)
    {
        var recipe = EncoderRecipe.Settle(Recipe.Load(nameOrPath));
        if (recipe.Model.Kind != ModelPlan.Network && recipe.Features.Encoder is null && recipe.Fusion is null)
        {
            throw new RecipeException("model.kind", $"'{recipe.Model.Kind}' is no network and has no layers.");
        }

        var text = new StringBuilder();
        Append(text, recipe.Fusion is null ? recipe : recipe.WithoutFusion(), classes);
        if (recipe.Fusion is { } fusion)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nfused at a weight of {fusion.Weight:0.##} with\n\n");
            Append(text, fusion.Recipe, classes);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Recipe recipe, int classes)
    {
        var view = new FeaturePipeline(recipe);
        if (view.Encoder is NetworkEncoder encoder)
        {
            Table(text, $"{encoder.Name}: the encoder, up to {string.Join(", ", recipe.Features.Encoder!.Layers)}", encoder.Summary);
            text.Append('\n');
        }

        if (recipe.Model.Kind == ModelPlan.Network)
        {
            var network = NetworkModel.Create(recipe, view.InputShape, classes).Network;
            Table(text, $"{recipe.Name}: input [{Shape(network.InputShape)}], {classes} classes", network.Summary);
        }
        else
        {
            var c = CultureInfo.InvariantCulture;
            text.Append(c, $"{recipe.Name}: {recipe.Model.Kind} on [{Shape(view.InputShape)}], {classes} classes\n");
        }
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<LayerSummary> layers)
    {
        var c = CultureInfo.InvariantCulture;
        text.Append(c, $"{title}\n\n{"layer",-32} {"type",-22} {"output",-22} {"parameters",12}\n{new string('-', 91)}\n");
        foreach (var layer in layers)
        {
            text.Append(c, $"{layer.Name,-32} {layer.Type,-22} {"[" + Shape(layer.OutputShape) + "]",-22} {layer.ParameterCount,12:N0}\n");
        }

        var (all, trainable) = (layers.Sum(l => l.ParameterCount), layers.Sum(l => l.TrainableParameterCount));
        text.Append(c, $"{new string('-', 91)}\n");
        text.Append(c, $"total parameters:         {all:N0}\n");
        text.Append(c, $"trainable parameters:     {trainable:N0}\n");
        text.Append(c, $"non-trainable parameters: {all - trainable:N0}\n");
    }

    private static string Shape(IEnumerable<int> shape) =>
        string.Join(", ", shape.Select(s => s < 0 ? "time" : s.ToString(CultureInfo.InvariantCulture)));
}
