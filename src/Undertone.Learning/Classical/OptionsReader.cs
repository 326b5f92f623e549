using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical;

/// <summary>Reads known keys of a JSON object and refuses the others with their place.</summary>
internal sealed class OptionsReader(JsonObject json, string path)
{
    private readonly List<string> _known = [];

    public double Number(string key, double fallback) => Take(key) is not { } node ? fallback
        : node is JsonValue v && v.GetValueKind() == JsonValueKind.Number && v.TryGetNumber(out var number) ? number
        : throw Wrong(key, node, "a number");

    public int Int(string key, int fallback) => OptionalInt(key) ?? fallback;

    /// <summary>A whole number, or null where the key is missing or null.</summary>
    public int? OptionalInt(string key)
    {
        if (Take(key) is not { } node) return null;
        return node is JsonValue v && v.GetValueKind() == JsonValueKind.Number && v.TryGetNumber(out var number) && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw Wrong(key, node, "a whole number");
    }

    public bool Flag(string key, bool fallback) => Take(key) is not { } node ? fallback
        : node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? node.GetValue<bool>()
        : throw Wrong(key, node, "true or false");

    public string Text(string key, string fallback, params ReadOnlySpan<string> allowed)
    {
        var node = Take(key);
        var text = node is null ? fallback : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
        return text is not null && allowed.Contains(text) ? text : throw Wrong(key, node, "one of " + string.Join(", ", allowed.ToArray()));
    }

    /// <summary>A number or one of some words.</summary>
    public (double? Number, string? Word) NumberOrWord(string key, string fallback, params ReadOnlySpan<string> words)
    {
        if (json[key]?.GetValueKind() == JsonValueKind.Number) return (Number(key, 0), null);
        var node = Take(key);
        var text = node is null ? fallback : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
        return text is not null && words.Contains(text) ? (null, text) : throw Wrong(key, node, "a number or one of " + string.Join(", ", words.ToArray()));
    }

    /// <summary>Refuses keys that nobody asked for.</summary>
    public void Finish()
    {
        foreach (var (key, _) in json)
        {
            if (!_known.Contains(key)) throw new ClassifierOptionsException($"{path}.{key} is not known; known are {string.Join(", ", _known)}.");
        }
    }

    private JsonNode? Take(string key)
    {
        _known.Add(key);
        return json[key];
    }

    private ClassifierOptionsException Wrong(string key, JsonNode? node, string rule) => new($"{path}.{key} is {node?.ToJsonString() ?? "missing"}, but must be {rule}.");
}
