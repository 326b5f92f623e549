using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>The kind of model in a recipe and the options of that kind.</summary>
public sealed class ModelPlan
{
    private ModelPlan(string kind, JsonObject options)
    {
        Kind = kind;
        Options = options;
    }

    /// <summary>The kind of a neural network.</summary>
    public const string Network = "network";

    /// <summary><c>network</c>, or the name of a classical model.</summary>
    public string Kind { get; }

    /// <summary>Everything beside the kind: a network's <c>layers</c>, or a classical model's own options.</summary>
    public JsonObject Options { get; }

    /// <summary>A network's layers, in order.</summary>
    public JsonArray Layers => (JsonArray)Options["layers"]!;

    internal static ModelPlan Parse(RecipeObject json)
    {
        var kind = json.Text("kind");
        if (kind != Network) throw new RecipeException(json.PlaceOf("kind"), $"'{kind}' is not one of {Network}.");
        json.Only("kind", "layers");
        if (json.Array("layers").Count == 0) throw new RecipeException(json.PlaceOf("layers"), "a network needs at least one layer.");

        var options = (JsonObject)json.Json.DeepClone();
        options.Remove("kind");
        return new ModelPlan(kind, options);
    }
}
