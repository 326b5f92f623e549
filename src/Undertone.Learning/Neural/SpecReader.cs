using System.Text.Json.Nodes;
using Undertone.Learning.State;
using Undertone.Words;

namespace Undertone.Learning.Neural;

/// <summary>
/// Reads one object of a network's list of layers or of its training options: each has a type, which says what keys there are.
/// </summary>
internal sealed class SpecReader : OptionReader
{
    private const int Largest = 1 << 20;

    public SpecReader(JsonNode? node, string place)
        : base(node as JsonObject ?? throw new NetworkSpecException(place, ObjectWanted), place) => Type = Text("type");

    /// <summary>The layer's type.</summary>
    public string Type { get; } = "";

    /// <inheritdoc/>
    protected override bool NullIsMissing => false;

    /// <inheritdoc/>
    protected override string TextWanted => "a word in quotes";

    private static string ObjectWanted => "must be an object with a type, such as { \"type\": \"dense\", \"units\": 128 } among layers";

    /// <inheritdoc/>
    public override int WholeNumber(string key, int? fallback, int least, int most = Largest)
    {
        if (!Has(key)) return fallback ?? throw Missing(key, "");
        return Whole(key, Json[key], least, most);
    }

    /// <summary>A number in single precision; without a fallback it must be there.</summary>
    public float Single(string key, float? fallback, double least, double most) => (float)Number(key, fallback, least, most);

    /// <summary>One number for both axes or a list of two.</summary>
    public (int First, int Second) Pair(string key, (int First, int Second)? fallback, int least)
    {
        if (!Has(key)) return fallback ?? throw Missing(key, "");
        if (Json[key] is not JsonArray list)
        {
            var both = Whole(key, Json[key], least, Largest);
            return (both, both);
        }

        if (list.Count != 2) throw Wrong(key, "one number or a list of two");
        return (Whole($"{key}[0]", list[0], least, Largest), Whole($"{key}[1]", list[1], least, Largest));
    }

    /// <summary>A list of two numbers between which something is drawn.</summary>
    public (double From, double To) Range(string key, (double From, double To) fallback, double least, double most)
    {
        if (!Has(key)) return fallback;
        if (Json[key] is not JsonArray { Count: 2 } list) throw Wrong(key, "a list of two numbers");
        return (End(0), End(1));

        double End(int i) => list[i] is JsonValue value && value.TryGetNumber(out var number) && number >= least && number <= most
            ? number
            : throw OutOfRange($"{key}[{i}]", 0, least, most);
    }

    /// <summary>A list of whole numbers.</summary>
    public int[] Integers(string key, int least)
    {
        if (!Has(key)) throw Missing(key, "");
        if (Json[key] is not JsonArray list) throw Wrong(key, "a list of whole numbers");
        return [.. list.Select((item, i) => Whole($"{key}[{i}]", item, least, Largest))];
    }

    /// <summary>The refusal of a value.</summary>
    public NetworkSpecException Refuse(string key, string wanted) =>
        new(PlaceOf(key), $"must be {wanted}{(Found(key) is { } found ? $", not {found}" : "")}");

    /// <inheritdoc/>
    protected override Exception Wrong(string key, string wanted) => Refuse(key, wanted);

    /// <inheritdoc/>
    protected override Exception Missing(string key, string wanted) =>
        new NetworkSpecException(PlaceOf(key), key == "type" ? "a type is needed" : $"'{Type}' needs {key}");

    /// <inheritdoc/>
    protected override Exception Unknown(string key, IReadOnlyList<string> known) => new NetworkSpecException(
        PlaceOf(key),
        $"'{Type}' has no such key{NearestWord.Hint(key, known)}; it knows {string.Join(", ", known.Order(StringComparer.Ordinal))}");

    private int Whole(string key, JsonNode? node, int least, int most)
    {
        if (node is JsonValue value && value.TryGetNumber(out var number) && number == Math.Floor(number) && number >= least
            && number <= most)
            return (int)number;
        throw new NetworkSpecException(
            PlaceOf(key), $"must be a whole number from {least} to {most}, not {node?.ToJsonString() ?? "null"}");
    }
}
