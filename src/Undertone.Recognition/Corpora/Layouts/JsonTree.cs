using System.Text.Json.Nodes;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>Looks into trees whose form nobody has checked.</summary>
internal static class JsonTree
{
    /// <summary>What stands below a node by these keys; null where nothing does.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) node = (node as JsonObject)?[key];
        return node;
    }

    /// <summary>The text or number of a node; empty where it is neither.</summary>
    public static string Word(this JsonNode? node) => node is JsonValue value ? value.ToString() : "";
}
