using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Recognition.Files;

/// <summary>
/// A JSON object that this program wrote and reads back. Every value is checked as it is read: what is missing, of another kind or out of range is refused
/// with its place by a <see cref="DamagedJsonException"/>.
/// </summary>
internal sealed class SavedJson(JsonObject json, string place)
{
    /// <summary>The object as it stands.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>Reads a text.</summary>
    /// <exception cref="DamagedJsonException">It is no JSON object, or a key stands in it twice.</exception>
    public static SavedJson Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var node = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new SavedJson(node as JsonObject ?? throw new DamagedJsonException("", "this is not a JSON object { ... }"), "");
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? FormattableString.Invariant($" (line {line + 1}, byte {e.BytePositionInLine + 1})") : "";
            throw new DamagedJsonException("", $"this is not JSON{where}", e);
        }
    }

    public bool Has(string key) => Json.TryGetPropertyValue(key, out var node) && node is not null;

    public string Text(string key) => TextOrNone(key) ?? throw Wrong(key, "a text");

    public string? TextOrNone(string key) => !Has(key) ? null : AsText(Json[key]) ?? throw Wrong(key, "a text");

    public IReadOnlyList<string> Texts(string key) => TextsOrNone(key) ?? throw Wrong(key, "a list of texts");

    public IReadOnlyList<string>? TextsOrNone(string key) =>
        !Has(key) ? null : [.. List(key, "a list of texts").Select(item => AsText(item) ?? throw Wrong(key, "a list of texts"))];

    public double Number(string key) => NumberOrNone(key) ?? throw Wrong(key, "a number");

    public double? NumberOrNone(string key) => !Has(key) ? null : AsNumber(Json[key]) ?? throw Wrong(key, "a number");

    public IReadOnlyList<double> Numbers(string key) =>
        [.. List(key, "a list of numbers").Select(item => AsNumber(item) ?? throw Wrong(key, "a list of numbers"))];

    public int WholeNumber(string key, int least = -int.MaxValue, int most = int.MaxValue) => Whole(key, Json[key], least, most);

    public int? WholeNumberOrNone(string key) => Has(key) ? WholeNumber(key) : null;

    public IReadOnlyList<int> WholeNumbers(string key) => [.. List(key, "a list of whole numbers").Select(item => Whole(key, item, -int.MaxValue, int.MaxValue))];

    /// <summary>A count of bytes or of numbers, at least 0 and exact as a double.</summary>
    public long Count(string key)
    {
        var value = Number(key);
        return value >= 0 && value <= 1L << 53 && value == Math.Floor(value) ? (long)value : throw Wrong(key, "a whole number of at least 0");
    }

    public bool Flag(string key) => FlagOrNone(key) ?? throw Wrong(key, "true or false");

    public bool? FlagOrNone(string key) => !Has(key) ? null : Json[key]!.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(key, "true or false"),
    };

    public SavedJson Object(string key) => ObjectOrNone(key) ?? throw Wrong(key, "an object");

    public SavedJson? ObjectOrNone(string key) => !Has(key) ? null : new SavedJson(Json[key] as JsonObject ?? throw Wrong(key, "an object"), PlaceOf(key));

    public IReadOnlyList<SavedJson> Objects(string key) =>
    [
        .. List(key, "a list of objects").Select((item, i) => new SavedJson(
            item as JsonObject ?? throw Wrong(key, "a list of objects"), FormattableString.Invariant($"{PlaceOf(key)}[{i}]"))),
    ];

    private JsonArray List(string key, string expected) => Json[key] as JsonArray ?? throw Wrong(key, expected);

    private int Whole(string key, JsonNode? node, int least, int most)
    {
        var expected = least == -int.MaxValue && most == int.MaxValue ? "a whole number" : FormattableString.Invariant($"a whole number from {least} to {most}");
        return AsNumber(node) is { } value && value >= least && value <= most && value == Math.Floor(value) ? (int)value : throw Wrong(key, expected);
    }

    private static string? AsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static double? AsNumber(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value) ? value : null;

    private string PlaceOf(string key) => place.Length == 0 ? key : $"{place}.{key}";

    private DamagedJsonException Wrong(string key, string expected) => new(PlaceOf(key), $"expected {expected}");
}
