using System.Text.Json.Nodes;

namespace Undertone.Recognition.Tests.Recipes;

/// <summary>Places in a JSON value, written like <c>/model/layers/0/units</c>.</summary>
internal static class JsonPlaces
{
    /// <summary>All places below the whole.</summary>
    public static IEnumerable<string> Of(JsonNode? node, string at = "") => node switch
    {
        JsonObject fields => fields.SelectMany(f => Of(f.Value, $"{at}/{f.Key}").Prepend($"{at}/{f.Key}")),
        JsonArray list => list.Index().SelectMany(i => Of(i.Item, $"{at}/{i.Index}").Prepend($"{at}/{i.Index}")),
        _ => [],
    };

    public static JsonNode? Get(JsonNode root, string place) =>
        place.Split('/').Skip(1).Aggregate((JsonNode?)root, (node, key) => node is JsonArray list ? list[int.Parse(key)] : node![key]);

    /// <summary>A copy with another value at a place.</summary>
    public static JsonObject With(JsonObject root, string place, JsonNode? value)
    {
        var (copy, key, parent) = Open(root, place);
        if (parent is JsonArray list) list[int.Parse(key)] = value?.DeepClone();
        else parent[key] = value?.DeepClone();
        return copy;
    }

    /// <summary>A copy without what stands at a place.</summary>
    public static JsonObject Without(JsonObject root, string place)
    {
        var (copy, key, parent) = Open(root, place);
        if (parent is JsonArray list) list.RemoveAt(int.Parse(key));
        else ((JsonObject)parent).Remove(key);
        return copy;
    }

    private static (JsonObject Copy, string Key, JsonNode Parent) Open(JsonObject root, string place)
    {
        var copy = (JsonObject)root.DeepClone();
        var cut = place.LastIndexOf('/');
        return (copy, place[(cut + 1)..], Get(copy, place[..cut])!);
    }
}
