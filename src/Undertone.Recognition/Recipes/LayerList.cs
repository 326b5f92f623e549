using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>How the list of a network's layers ends.</summary>
internal static class LayerList
{
    /// <summary>The list without the layer that gives the classes, where one is written, and a softmax behind it.</summary>
    public static JsonArray WithoutClasses(JsonArray layers)
    {
        var specs = (JsonArray)layers.DeepClone();
        if (specs.Count > 0 && IsWord(specs[^1]?["type"], "softmax")) specs.RemoveAt(specs.Count - 1);
        if (specs.Count > 0 && IsWord(specs[^1]?["units"], "classes")) specs.RemoveAt(specs.Count - 1);
        return specs;
    }

    private static bool IsWord(JsonNode? node, string word) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text == word;
}
