using System.Globalization;
using System.Text;
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
        var recipe = Recipe.Load(nameOrPath);
        if (recipe.Model.Kind != ModelPlan.Network)
        {
            throw new RecipeException("model.kind", $"'{recipe.Model.Kind}' is no network and has no layers.");
        }

        var network = NetworkModel.Create(recipe, new FeaturePipeline(recipe).InputShape, classes).Network;
        var text = new StringBuilder();
        var c = CultureInfo.InvariantCulture;
        text.Append(c, $"{recipe.Name}: input [{Shape(network.InputShape)}], {classes} classes\n\n");
        text.Append(c, $"{"layer",-32} {"type",-22} {"output",-22} {"parameters",12}\n{new string('-', 91)}\n");
        foreach (var layer in network.Summary)
        {
            text.Append(c, $"{layer.Name,-32} {layer.Type,-22} {"[" + Shape(layer.OutputShape) + "]",-22} {layer.ParameterCount,12:N0}\n");
        }

        text.Append(c, $"{new string('-', 91)}\n");
        text.Append(c, $"total parameters:         {network.ParameterCount:N0}\n");
        text.Append(c, $"trainable parameters:     {network.TrainableParameterCount:N0}\n");
        text.Append(c, $"non-trainable parameters: {network.ParameterCount - network.TrainableParameterCount:N0}\n");
        return text.ToString();
    }

    private static string Shape(IEnumerable<int> shape) =>
        string.Join(", ", shape.Select(s => s < 0 ? "time" : s.ToString(CultureInfo.InvariantCulture)));
}
