using System.Text.Json.Nodes;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Recipes;

/// <summary>The features of a recipe: which, in what shape, pooled how, over what length.</summary>
public sealed class FeaturePlan
{
    private static readonly string[] Statistics = ["mean", "std", "var", "min", "max", "median"];

    private FeaturePlan(
        FeatureShape shape, IReadOnlyList<FeatureSpec> list, IReadOnlyList<string> pool, double? lengthSeconds)
    {
        Shape = shape;
        List = list;
        Pool = pool;
        LengthSeconds = lengthSeconds;
    }

    /// <summary>What the model sees.</summary>
    public FeatureShape Shape { get; }

    /// <summary>The features, in the order in which their columns stand.</summary>
    public IReadOnlyList<FeatureSpec> List { get; }

    /// <summary>
    /// Statistics over time, for <see cref="FeatureShape.Pooled"/>: <c>mean</c>, <c>std</c> and <c>var</c> (population), <c>min</c>,
    /// <c>max</c>, <c>median</c> and percentiles <c>p0</c> to <c>p100</c> (linear interpolation, as NumPy's).
    /// </summary>
    public IReadOnlyList<string> Pool { get; }

    /// <summary>Clips are cut or padded with silence to this length; null leaves them whole.</summary>
    public double? LengthSeconds { get; }

    internal static FeaturePlan Parse(RecipeObject json)
    {
        json.Only("shape", "list", "pool", "lengthSeconds");
        var shape = json.Choice("shape", "pooled", "pooled", "frames", "image") switch
        {
            "frames" => FeatureShape.Frames,
            "image" => FeatureShape.Image,
            _ => FeatureShape.Pooled,
        };
        var list = ParseList(json);
        double? length = json.Has("lengthSeconds") ? json.Number("lengthSeconds", 0, 0.05, 600) : null;
        return new FeaturePlan(shape, list, ParsePool(json, shape), length);
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
        if (shape != FeatureShape.Pooled)
        {
            return json.Has("pool") ? throw new RecipeException(json.PlaceOf("pool"), "only the shape \"pooled\" pools over time.") : [];
        }

        var pool = json.Has("pool") ? json.Array("pool").Select(p => p?.ToString() ?? "").ToArray() : ["mean", "std"];
        if (pool.Length == 0) throw new RecipeException(json.PlaceOf("pool"), "at least one statistic is needed.");
        for (var i = 0; i < pool.Length; i++)
        {
            if (!IsStatistic(pool[i]))
            {
                throw new RecipeException(
                    $"{json.PlaceOf("pool")}[{i}]",
                    $"'{pool[i]}' is not one of {string.Join(", ", Statistics)} or a percentile such as p25.");
            }
        }

        return pool;
    }

    private static bool IsStatistic(string name) =>
        Statistics.Contains(name) || name is "p100" or ['p', >= '0' and <= '9'] or ['p', >= '1' and <= '9', >= '0' and <= '9'];
}
