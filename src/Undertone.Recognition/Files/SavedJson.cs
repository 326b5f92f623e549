using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Learning.State;

namespace Undertone.Recognition.Files;

/// <summary>
/// A JSON object that this program wrote and reads back. Every value is checked as it is read: what is missing, of another kind or out of
/// range is refused with its place by a <see cref="DamagedJsonException"/>.
/// </summary>
internal sealed class SavedJson(JsonObject json, string place) : OptionReader(json, place)
{
    private const double LargestCount = 1L << 53;

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

    /// <summary>Refuses every key that is not one of these.</summary>
    public void Only(params ReadOnlySpan<string> keys) => Refuse(keys.ToArray());

    public string? TextOrNone(string key) => Has(key) ? Text(key) : null;

    public IReadOnlyList<string> Texts(string key) => List(key, "texts", AsText);

    public IReadOnlyList<string>? TextsOrNone(string key) => Has(key) ? Texts(key) : null;

    public double Number(string key) => Number(key, null);

    public double? NumberOrNone(string key) => Has(key) ? Number(key, null) : null;

    public IReadOnlyList<double> Numbers(string key) => List(key, "numbers", AsNumber);

    public int WholeNumber(string key, int least = -int.MaxValue, int most = int.MaxValue) => WholeNumber(key, null, least, most);

    public int? WholeNumberOrNone(string key) => Has(key) ? WholeNumber(key) : null;

    public IReadOnlyList<int> WholeNumbers(string key) =>
        List(
            key, "whole numbers",
            item => AsNumber(item) is { } value && value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue ? (int)value : (int?)null);

    /// <summary>A count of bytes or of numbers, at least 0 and exact as a double.</summary>
    public long Count(string key)
    {
        var value = Number(key, null, 0, LargestCount);
        return value == Math.Floor(value) ? (long)value : throw Wrong(key, "a whole number");
    }

    public bool Flag(string key) => FlagOrNone(key) ?? throw Wrong(key, "true or false");

    public bool? FlagOrNone(string key) => Has(key) ? Flag(key, false) : null;

    public SavedJson Object(string key) => ObjectOrNone(key) ?? throw Wrong(key, "an object");

    public SavedJson? ObjectOrNone(string key) =>
        Has(key) ? new SavedJson(Json[key] as JsonObject ?? throw Wrong(key, "an object"), PlaceOf(key)) : null;

    public IReadOnlyList<SavedJson> Objects(string key)
    {
        var objects = List(key, "objects", item => item as JsonObject);
        return [.. objects.Select((o, i) => new SavedJson(o, FormattableString.Invariant($"{PlaceOf(key)}[{i}]")))];
    }

    /// <inheritdoc/>
    protected override Exception Wrong(string key, string wanted) => new DamagedJsonException(PlaceOf(key), $"expected {wanted}");

    /// <inheritdoc/>
    protected override Exception Unknown(string key, IReadOnlyList<string> known) => new DamagedJsonException(PlaceOf(key), "unknown key");

    private T[] List<T>(string key, string wanted, Func<JsonNode?, T?> read)
        where T : class =>
        [.. Items(key, wanted).Select(item => read(item) ?? throw Wrong(key, "a list of " + wanted))];

    private T[] List<T>(string key, string wanted, Func<JsonNode?, T?> read)
        where T : struct =>
        [.. Items(key, wanted).Select(item => read(item) ?? throw Wrong(key, "a list of " + wanted))];

    private JsonArray Items(string key, string wanted) => Json[key] as JsonArray ?? throw Wrong(key, "a list of " + wanted);

    private static string? AsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static double? AsNumber(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number
            && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value) ? value : null;
}
