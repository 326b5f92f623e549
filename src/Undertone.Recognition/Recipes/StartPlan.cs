using System.Text.Json.Nodes;
using Undertone.Learning.Neural;

namespace Undertone.Recognition.Recipes;

/// <summary>The trained layers that a recipe's network starts from, and how much they may change.</summary>
/// <param name="Encoder">The encoder and the layer up to which it is taken.</param>
/// <param name="LayerCount">
/// How many of the network's layers are the encoder's, once the recipe has been settled for it; null before, when the network's list holds
/// only what follows them.
/// </param>
/// <param name="Layers">What training does with layers; a layer that is not named learns as all others.</param>
public sealed record StartPlan(EncoderPlan Encoder, int? LayerCount, IReadOnlyList<LayerOptions> Layers)
{
    /// <summary>The word for all layers of the encoder.</summary>
    public const string AllLayers = "encoder";

    private const int MostEpochs = 100_000;
    private const double MostRate = 1000;

    internal static StartPlan Parse(RecipeObject json)
    {
        json.Only("encoder", "layer", "freeze", "learningRate", "layers", "sha256");
        if (json.Json["layer"] is JsonValue upTo && !upTo.TryGetValue<string>(out _))
            throw new RecipeException(json.PlaceOf("layer"), "a network starts from the layers up to one, by its name.");
        var encoder = EncoderPlan.Parse(json);
        if (json.Json["layer"] is JsonArray) throw new RecipeException(json.PlaceOf("layer"), "a network starts from one layer; name it.");
        int? count = json.Has("layers") ? json.WholeNumber("layers", 1, 1, 100_000) : null;
        if (count is null != encoder.Sha256 is null)
        {
            throw new RecipeException(
                json.PlaceOf("layers"), "layers and sha256 stand together, once the encoder's layers are in the list.");
        }

        var layers = new Dictionary<string, LayerOptions>(StringComparer.Ordinal);
        ReadFreeze(json, layers);
        if (json.ObjectOrNone("learningRate") is { } rates)
        {
            foreach (var (name, _) in rates.Json)
            {
                var layer = layers.GetValueOrDefault(name, new LayerOptions { Prefix = name });
                layers[name] = layer with { LearningRate = rates.Number(name, null, 0, MostRate) };
            }
        }

        return new StartPlan(encoder, count, [.. layers.Values]);
    }

    /// <summary>A list of layers that stay as they are, or an object of layers with the epochs after which they begin to learn.</summary>
    private static void ReadFreeze(RecipeObject json, Dictionary<string, LayerOptions> layers)
    {
        if (!json.Has("freeze")) return;
        if (json.Json["freeze"] is JsonArray list)
        {
            foreach (var (index, node) in list.Index())
            {
                var place = $"{json.PlaceOf("freeze")}[{index}]";
                var name = node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
                    ? text
                    : throw new RecipeException(place, "expected the name of a layer.");
                layers[name] = new LayerOptions { Prefix = name, LearningRate = 0 };
            }

            return;
        }

        var epochs = json.Object("freeze");
        foreach (var (name, _) in epochs.Json)
            layers[name] = new LayerOptions { Prefix = name, FrozenEpochs = epochs.WholeNumber(name, null, 0, MostEpochs) };
    }
}
