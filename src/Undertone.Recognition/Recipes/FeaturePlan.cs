using System.Text.Json.Nodes;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Recipes;

/// <summary>The features of a recipe: which, in what shape, pooled how, over what length.</summary>
public sealed class FeaturePlan
{
    /// <summary>What <c>pool</c> says where the frames of an encoder's layer stay as they are.</summary>
    internal const string Frames = "frames";

    private static readonly string[] Statistics = ["mean", "std", "var", "min", "max", "median"];

    private FeaturePlan(
        FeatureShape shape, IReadOnlyList<FeatureSpec> list, EncoderPlan? encoder, IReadOnlyList<string> pool, double? lengthSeconds)
    {
        Shape = shape;
        List = list;
        Encoder = encoder;
        Pool = pool;
        LengthSeconds = lengthSeconds;
    }

    /// <summary>What a recipe has that leaves its features to the encoder that it starts from.</summary>
    internal static FeaturePlan OfEncoder { get; } = new(FeatureShape.Image, [], null, [], null);

    /// <summary>What the model sees.</summary>
    public FeatureShape Shape { get; }

    /// <summary>
    /// The features, in the order in which their columns stand; empty for <see cref="FeatureShape.Encoder"/>, which has its own.
    /// </summary>
    public IReadOnlyList<FeatureSpec> List { get; }

    /// <summary>The encoder, for <see cref="FeatureShape.Encoder"/>; else null.</summary>
    public EncoderPlan? Encoder { get; }

    /// <summary>
    /// Statistics over time, for <see cref="FeatureShape.Pooled"/> and of what an encoder's layer gives (where there are none, that stays
    /// as it is): <c>mean</c>, <c>std</c> and <c>var</c> (population), <c>min</c>,
    /// <c>max</c>, <c>median</c> and percentiles <c>p0</c> to <c>p100</c> (linear interpolation, as NumPy's).
    /// </summary>
    public IReadOnlyList<string> Pool { get; }

    /// <summary>Clips are cut or padded with silence to this length; null leaves them whole.</summary>
    public double? LengthSeconds { get; }

    internal static FeaturePlan Parse(RecipeObject json)
    {
        json.Only("shape", "list", "encoder", "layer", "pool", "lengthSeconds", "sha256");
        var shape = json.Choice("shape", "pooled", "pooled", "frames", "image", "encoder") switch
        {
            "frames" => FeatureShape.Frames,
            "image" => FeatureShape.Image,
            "encoder" => FeatureShape.Encoder,
            _ => FeatureShape.Pooled,
        };
        var encoder = ParseEncoder(json, shape);
        List<FeatureSpec> list = encoder is null ? ParseList(json) : [];
        double? length = json.Has("lengthSeconds") ? json.Number("lengthSeconds", 0, 0.05, 600) : null;
        return new FeaturePlan(shape, list, encoder, ParsePool(json, shape), length);
    }

    private static EncoderPlan? ParseEncoder(RecipeObject json, FeatureShape shape)
    {
        if (shape == FeatureShape.Encoder)
        {
            return json.Has("list")
                ? throw new RecipeException(json.PlaceOf("list"), "an encoder has features of its own; leave the list out.")
                : EncoderPlan.Parse(json);
        }

        foreach (var key in new[] { "encoder", "layer", "sha256" })
        {
            if (json.Has(key)) throw new RecipeException(json.PlaceOf(key), "only the shape \"encoder\" has one.");
        }

        return null;
    }

    private static List<FeatureSpec> ParseList(RecipeObject json)
    {
        var list = new List<FeatureSpec>();
        foreach (var (node, index) in json.Array("list").Select((n, i) => (n, i)))
        {
            var place = $"{json.PlaceOf("list")}[{index}]";
            var item = new RecipeObject(
                node as JsonObject ?? throw new RecipeException(place, "expected an object such as { \"name\": \"mfcc\" }."), place);
            item.Text("name");
            try
            {
                list.Add(FeatureCatalog.FromJson(item.Json));
            }
            catch (FeatureOptionException e)
            {
                throw new RecipeException(place, e.Message, e);
            }
        }

        return list.Count > 0 ? list : throw new RecipeException(json.PlaceOf("list"), "at least one feature is needed.");
    }

    private static string[] ParsePool(RecipeObject json, FeatureShape shape)
    {
        if (shape is FeatureShape.Frames or FeatureShape.Image && json.Has("pool"))
        {
            throw new RecipeException(
                json.PlaceOf("pool"), "only the shapes \"pooled\" and \"encoder\" pool over time.");
        }

        if (shape != FeatureShape.Pooled && !json.Has("pool")) return [];
        var word = json.Json["pool"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        if (shape == FeatureShape.Encoder && word == Frames) return [];
        var pool = json.Has("pool") ? json.Array("pool").Select(p => p?.ToString() ?? "").ToArray() : ["mean", "std"];
        if (pool.Length == 0) throw new RecipeException(json.PlaceOf("pool"), "at least one statistic is needed.");
        for (var i = 0; i < pool.Length; i++)
        {
            if (StatisticFault(pool[i]) is { } fault) throw new RecipeException($"{json.PlaceOf("pool")}[{i}]", fault);
        }

        return pool;
    }

    /// <summary>What is wrong with the name of a statistic over time, as a sentence; null for one that can be pooled by.</summary>
    internal static string? StatisticFault(string name) =>
        IsStatistic(name) ? null : $"'{name}' is not one of {string.Join(", ", Statistics)} or a percentile such as p25.";

    private static bool IsStatistic(string name) =>
        Statistics.Contains(name) || name is "p100" or ['p', >= '0' and <= '9'] or ['p', >= '1' and <= '9', >= '0' and <= '9'];
}
