using System.Text.Json.Nodes;

namespace Undertone.Learning.Neural.Spec;

/// <summary>How a list of layers ends.</summary>
internal static class LayerList
{
    /// <summary>
    /// The list with one dense layer of the classes at its end, which is added where it is not written; prediction applies the softmax, so
    /// that one at the end goes.
    /// </summary>
    public static JsonArray EndWithClasses(JsonArray layers)
    {
        var specs = (JsonArray)layers.DeepClone();
        if (specs is [.., JsonObject last] && last["type"] is JsonValue type && type.TryGetValue<string>(out var name))
        {
            if (name == "softmax" && last.Count == 1) specs.RemoveAt(specs.Count - 1);
            else if (name == "dense" && IsWord(last["activation"], "softmax")) last.Remove("activation");
        }

        if (specs is not [.., JsonObject final] || !IsWord(final["units"], "classes"))
            specs.Add((JsonNode)new JsonObject { ["type"] = "dense", ["units"] = "classes" });
        return specs;
    }

    private static bool IsWord(JsonNode? node, string word) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text == word;
}
