using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Stores;

/// <summary>A JSON object that a store wrote and reads back: every value is checked as it is read.</summary>
/// <param name="json">The object.</param>
internal readonly struct KeptJson(JsonElement json)
{
    /// <summary>Reads a text and hands it on as long as <paramref name="read"/> runs.</summary>
    /// <exception cref="DamagedEntryException">It is no JSON object, or what stands in it is not what is expected.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> utf8, Func<KeptJson, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return read(Of(document.RootElement));
        }
        catch (JsonException e)
        {
            throw new DamagedEntryException("this is not JSON", e);
        }
    }

    public bool Has(string key) => json.TryGetProperty(key, out _);

    public string Text(string key) => TextOrNone(key) ?? throw Wrong(key, "a text");

    public string? TextOrNone(string key) => !json.TryGetProperty(key, out var value) ? throw Wrong(key, "a text or null")
        : value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? AsText(key, value)
        : throw Wrong(key, "a text or null");

    public long Number(string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw Wrong(key, "a whole number");

    public double? ShareOrNone(string key) => !json.TryGetProperty(key, out var value) ? throw Wrong(key, "a number or null")
        : value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= 1 ? number
        : throw Wrong(key, "a number from 0 to 1 or null");

    public bool Flag(string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong(key, "true or false");

    public DateTimeOffset Time(string key) => StoreTime.TryParse(Text(key), out var time) ? time : throw Wrong(key, "a time in UTC");

    public KeptJson Object(string key) => json.TryGetProperty(key, out var value) ? Of(value) : throw Wrong(key, "an object");

    public JsonElement? ObjectOrNone(string key) => !json.TryGetProperty(key, out var value) ? throw Wrong(key, "an object or null")
        : value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Object ? value.Clone()
        : throw Wrong(key, "an object or null");

    public IReadOnlyList<string> Texts(string key)
    {
        if (!json.TryGetProperty(key, out var value) || value.ValueKind != JsonValueKind.Array) throw Wrong(key, "a list of texts");
        return [.. value.EnumerateArray().Select(v =>
            v.ValueKind == JsonValueKind.String ? AsText(key, v) : throw new DamagedEntryException($"{key}: expected a list of texts"))];
    }

    public FilePrediction Answer(string key)
    {
        if (!json.TryGetProperty(key, out var value)) throw Wrong(key, "an answer");
        var type = (JsonTypeInfo<FilePrediction>)PredictionJson.SerializerOptions.GetTypeInfo(typeof(FilePrediction));
        return value.Deserialize(type) is { Prediction: not null } answer ? answer : throw Wrong(key, "an answer");
    }

    private static KeptJson Of(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? new KeptJson(value) : throw new DamagedEntryException("this is not a JSON object");

    private static string AsText(string key, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // An escape of half a character.
            throw new DamagedEntryException($"{key}: expected a text", e);
        }
    }

    private static DamagedEntryException Wrong(string key, string wanted) => new($"{key}: expected {wanted}");
}
