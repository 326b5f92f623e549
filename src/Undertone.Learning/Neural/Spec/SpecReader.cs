using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Learning.Neural.Spec;

/// <summary>Reads one layer's JSON object: every value is checked, its default filled in, and keys that nobody asked for are refused.</summary>
internal sealed class SpecReader
{
    private readonly JsonObject _node;
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal) { "type" };

    public SpecReader(JsonNode? node, string path)
    {
        Path = path;
        _node = node as JsonObject ?? throw new NetworkSpecException(path, "must be an object with a type, such as { \"type\": \"dense\", \"units\": 128 } among layers");
        Type = Text("type", null);
    }

    /// <summary>Place of the object, for example <c>layers[3]</c>.</summary>
    public string Path { get; }

    /// <summary>The layer's type.</summary>
    public string Type { get; }

    /// <summary>True where the key is there.</summary>
    public bool Has(string key)
    {
        _known.Add(key);
        return _node.ContainsKey(key);
    }

    /// <summary>A whole number; without a default it must be there.</summary>
    public int Integer(string key, int? fallback, int minimum, int maximum = 1 << 20)
    {
        if (!Has(key)) return fallback ?? throw Missing(key);
        return Check(key, _node[key], minimum, maximum);
    }

    /// <summary>A number.</summary>
    public float Number(string key, float? fallback, double minimum, double maximum) =>
        Has(key) ? (float)Decimal(key, minimum, maximum) : fallback ?? throw Missing(key);

    /// <summary>A number that is there, in double precision.</summary>
    public double Decimal(string key, double minimum, double maximum)
    {
        if (_node[key] is not JsonValue value || value.GetValueKind() != JsonValueKind.Number) throw Wrong(key, "a number");
        var number = NumberOf(value);
        if (!(number >= minimum && number <= maximum)) throw Wrong(key, $"a number from {minimum:G} to {maximum:G}");
        return number;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool fallback)
    {
        if (!Has(key)) return fallback;
        return _node[key]?.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(key, "true or false"),
        };
    }

    /// <summary>A word; without a default it must be there.</summary>
    public string Text(string key, string? fallback)
    {
        if (!Has(key)) return fallback ?? throw Missing(key);
        return _node[key]?.GetValueKind() == JsonValueKind.String ? _node[key]!.GetValue<string>() : throw Wrong(key, "a word in quotes");
    }

    /// <summary>One of some words.</summary>
    public string Choice(string key, string fallback, params ReadOnlySpan<string> words)
    {
        var word = Text(key, fallback);
        if (words.Contains(word)) return word;
        throw Wrong(key, "one of " + string.Join(", ", words.ToArray()));
    }

    /// <summary>One number for both axes or a list of two.</summary>
    public (int First, int Second) Pair(string key, (int First, int Second)? fallback, int minimum)
    {
        if (!Has(key)) return fallback ?? throw Missing(key);
        if (_node[key] is not JsonArray list)
        {
            var both = Check(key, _node[key], minimum, 1 << 20);
            return (both, both);
        }

        if (list.Count != 2) throw Wrong(key, "one number or a list of two");
        return (Check($"{key}[0]", list[0], minimum, 1 << 20), Check($"{key}[1]", list[1], minimum, 1 << 20));
    }

    /// <summary>A list of whole numbers.</summary>
    public int[] Integers(string key, int minimum)
    {
        if (!Has(key)) throw Missing(key);
        if (_node[key] is not JsonArray list) throw Wrong(key, "a list of whole numbers");
        return [.. list.Select((item, i) => Check($"{key}[{i}]", item, minimum, 1 << 20))];
    }

    /// <summary>An initialiser by Keras' name.</summary>
    public InitializerKind Initializer(string key, InitializerKind fallback) => !Has(key) ? fallback : Text(key, null) switch
    {
        "zeros" => InitializerKind.Zeros,
        "ones" => InitializerKind.Ones,
        "glorot_uniform" => InitializerKind.GlorotUniform,
        "glorot_normal" => InitializerKind.GlorotNormal,
        "he_uniform" => InitializerKind.HeUniform,
        "he_normal" => InitializerKind.HeNormal,
        "orthogonal" => InitializerKind.Orthogonal,
        _ => throw Wrong(key, "one of zeros, ones, glorot_uniform, glorot_normal, he_uniform, he_normal, orthogonal"),
    };

    /// <summary>The value behind a key as it stands.</summary>
    public JsonNode? Node(string key) => Has(key) ? _node[key] : null;

    /// <summary>Refuses keys that no one asked for.</summary>
    public void Finish()
    {
        foreach (var (key, _) in _node)
        {
            if (!_known.Contains(key)) throw new NetworkSpecException($"{Path}.{key}", $"'{Type}' has no such key; it knows {string.Join(", ", _known)}");
        }
    }

    /// <summary>An exception for one key.</summary>
    public NetworkSpecException Wrong(string key, string wanted) =>
        new($"{Path}.{key}", $"must be {wanted}{(_node.TryGetPropertyValue(key, out var value) ? $", not {value?.ToJsonString() ?? "null"}" : "")}");

    private NetworkSpecException Missing(string key) => new($"{Path}.{key}", key == "type" ? "a type is needed" : $"'{Type}' needs {key}");

    private static double NumberOf(JsonValue value) => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private int Check(string key, JsonNode? node, int minimum, int maximum)
    {
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && NumberOf(value) is var number && number == Math.Floor(number) && number >= minimum && number <= maximum) return (int)number;
        throw new NetworkSpecException($"{Path}.{key}", $"must be a whole number from {minimum} to {maximum}, not {node?.ToJsonString() ?? "null"}");
    }
}
