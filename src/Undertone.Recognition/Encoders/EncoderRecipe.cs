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
        var json = recipe.ToJson();
        json["sampleRateHz"] ??= encoder.SampleRateHz;
        json["hearing"] = Hearing((json["hearing"] as JsonObject) ?? [], encoder.Hearing);
        if (recipe.StartFrom is { } start) Join(json, start, NetworkOf(encoder));
        else Fill(recipe, (JsonObject)json["features"]!, (JsonObject)json["model"]!, encoder);
        return Recipe.FromJson(json);
    }

    /// <summary>An encoder that a network starts from, whose layers are trained on.</summary>
    /// <exception cref="RecipeException">Its layers are not Undertone's own.</exception>
    public static NetworkEncoder NetworkOf(SpeechEncoder encoder) => encoder as NetworkEncoder ?? throw new RecipeException(
        "startFrom",
        $"{encoder.Name} is a model of another runtime, whose layers cannot be trained on. Build on its output: "
        + $"\"features\": {{ \"shape\": \"encoder\", \"encoder\": \"{encoder.Name}\" }}.");

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
    public static IEnumerable<LayerOptions> LayersOf(StartPlan start, NetworkEncoder encoder)
    {
        var all = start.Layers.FirstOrDefault(l => l.Prefix == StartPlan.AllLayers);
        foreach (var name in NamesOf(encoder, start.LayerCount!.Value))
        {
            var rule = start.Layers.Where(l => l.Fits(name)).MaxBy(l => l.Prefix.Length) ?? all;
            if (rule is not null) yield return rule with { Prefix = name };
        }
    }

    /// <summary>The names of the layers with weights among the first ones.</summary>
    private static string[] NamesOf(NetworkEncoder encoder, int layers) =>
        [.. encoder.Summary.Take(layers).Where(l => l.ParameterCount > 0).Select(l => l.Name)];

    private static void Join(JsonObject json, StartPlan start, NetworkEncoder encoder)
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

    /// <summary>What a recipe on the encoder's output leaves to it: the layers of an average, pooling, and which encoder it is.</summary>
    private static void Fill(Recipe recipe, JsonObject features, JsonObject model, SpeechEncoder encoder)
    {
        var layers = recipe.Features.Encoder!.Layers;
        if (layers is [EncoderPlan.Weighted] && !encoder.Layers.Any(l => l.Name == EncoderPlan.Weighted))
        {
            var hidden = encoder.Layers.Where(l => l.IsHidden).ToArray();
            layers = [.. hidden.Select(l => l.Name)];
            if (layers.Count < 2 || hidden.DistinctBy(l => l.OutputShape[^1]).Count() > 1)
            {
                throw new RecipeException(
                    "features.layer", $"{encoder.Name} has no hidden layers of one width to average. Name layers of it instead.");
            }

            if (recipe.Model.Kind != ModelPlan.Network)
            {
                throw new RecipeException(
                    "features.layer",
                    $"the weights of layers are learnt by a network, and {recipe.Model.Kind} is none. Name a layer, or several.");
            }

            features["layer"] = new JsonArray([.. layers.Select(l => (JsonNode)JsonValue.Create(l))]);
            ((JsonArray)model["layers"]!).Insert(0, new JsonObject { ["type"] = "layer-weights", ["count"] = layers.Count });
        }

        var gives = layers.Select(l => encoder.Layers[encoder.RowOf(l, "features.layer")].OutputShape);
        if (!features.ContainsKey("pool") && encoder.DefaultPool.Count > 0 && gives.Any(s => s.Count > 1))
            features["pool"] = new JsonArray([.. encoder.DefaultPool.Select(p => (JsonNode)JsonValue.Create(p))]);
        features["sha256"] = encoder.Sha256;
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
