using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Encoders;

/// <summary>
/// Fills in what a recipe leaves to its encoder: rate and hearing, and where its network starts from it the features and the layers. After
/// that the recipe says in full what is done, and which encoder it was.
/// </summary>
internal static class EncoderRecipe
{
    /// <summary>The recipe in full; one that is so already, or needs no encoder, as it is.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="encoder">Its encoder; null to look for it by its name.</param>
    /// <exception cref="RecipeException">The encoder has no such layer.</exception>
    /// <exception cref="EncoderFormatException">There is no such encoder, or its file is damaged.</exception>
    public static Recipe Settle(Recipe recipe, SpeechEncoder? encoder = null)
    {
        if (recipe.IsSettled) return recipe;
        encoder ??= EncoderCatalog.Load(recipe.Encoder!);
        var (json, own) = (recipe.ToJson(), encoder.Recipe.ToJson());
        json["sampleRateHz"] ??= encoder.Recipe.SampleRateHz;
        json["hearing"] = Hearing((json["hearing"] as JsonObject) ?? [], (JsonObject)own["hearing"]!);
        if (recipe.StartFrom is { } start) Join(json, start, encoder);
        else json["features"]!["sha256"] = encoder.Sha256;
        return Recipe.FromJson(json);
    }

    /// <summary>Fewest steps that the layers of the encoder need which a settled recipe starts with.</summary>
    public static int StepsOf(Recipe recipe, IReadOnlyList<int> inputShape)
    {
        try
        {
            var layers = recipe.Model.Layers.Take(recipe.StartFrom!.LayerCount!.Value).Select(l => l!.DeepClone());
            return FrozenNetwork.MinimumStepsOf([.. layers], [.. inputShape]);
        }
        catch (NetworkSpecException e)
        {
            throw RecipeException.Of(e, "model.");
        }
    }

    /// <summary>What training does with each layer that a settled recipe has from its encoder, where it does anything special.</summary>
    public static IEnumerable<LayerOptions> LayersOf(StartPlan start, SpeechEncoder encoder)
    {
        var all = start.Layers.FirstOrDefault(l => l.Prefix == StartPlan.AllLayers);
        foreach (var name in NamesOf(encoder, start.LayerCount!.Value))
        {
            var rule = start.Layers.Where(l => l.Fits(name)).MaxBy(l => l.Prefix.Length) ?? all;
            if (rule is not null) yield return rule with { Prefix = name };
        }
    }

    /// <summary>The names of the layers with weights among the first ones.</summary>
    private static string[] NamesOf(SpeechEncoder encoder, int layers) =>
        [.. encoder.Summary.Take(layers).Where(l => l.ParameterCount > 0).Select(l => l.Name)];

    private static void Join(JsonObject json, StartPlan start, SpeechEncoder encoder)
    {
        var layers = encoder.LayersUpTo(start.Encoder.Layers, "startFrom.layer");
        var names = NamesOf(encoder, layers.Count);
        foreach (var layer in start.Layers.Where(l => l.Prefix != StartPlan.AllLayers && !names.Any(l.Fits)))
        {
            throw new RecipeException(
                "startFrom",
                $"'{layer.Prefix}' begins no layer of the encoder {encoder.Name}; there are {StartPlan.AllLayers}, "
                + string.Join(", ", names) + ".");
        }

        json["startFrom"]!["layers"] = layers.Count;
        json["startFrom"]!["sha256"] = encoder.Sha256;
        json["features"] ??= encoder.Recipe.ToJson()["features"]!.DeepClone();
        json["scaler"] ??= "encoder";
        var model = (JsonObject)json["model"]!;
        model["layers"] = new JsonArray([.. layers.Concat((JsonArray)model["layers"]!).Select(l => l!.DeepClone())]);
    }

    /// <summary>What the recipe says of hearing, and the encoder's where it says nothing.</summary>
    private static JsonObject Hearing(JsonObject stated, JsonObject own)
    {
        foreach (var (key, value) in stated)
        {
            if (value is not null) own[key] = value.DeepClone();
        }

        return (JsonObject)own.DeepClone();
    }
}
