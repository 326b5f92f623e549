using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Lets <see cref="JsonSerializer"/> write answers as <see cref="PredictionJson"/> does, and read them back. What is no part of the JSON
/// (notes, warnings, exceptions, what a <see cref="StreamingPrediction"/> adds to a segment) is not there after reading.
/// </summary>
public sealed class PredictionConverter : JsonConverterFactory
{
    private static readonly JsonConverter[] Converters =
    [
        new Of<EmotionPrediction>(PredictionJson.Write, PredictionReader.Prediction),
        new Of<FilePrediction>(PredictionJson.Write, PredictionReader.File),
        new Of<SegmentPrediction>(PredictionJson.Write, PredictionReader.Segment),
        new Of<StreamingPrediction>(PredictionJson.Write, _ => throw new NotSupportedException(
            $"The JSON of a {nameof(StreamingPrediction)} is that of its segment: read it as {nameof(SegmentPrediction)}.")),
        new Of<EmotionScores>(PredictionJson.Write, PredictionReader.Scores),
    ];

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => Array.Exists(Converters, c => c.Type == typeToConvert);

    /// <inheritdoc/>
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        Array.Find(Converters, c => c.Type == typeToConvert);

    private sealed class Of<T>(Action<Utf8JsonWriter, T> write, Func<SavedJson, T> read) : JsonConverter<T>
    {
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => write(writer, value);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            try
            {
                return read(SavedJson.Parse(JsonMarshal.GetRawUtf8Value(document.RootElement)));
            }
            catch (DamagedJsonException e)
            {
                throw new JsonException($"This is no {typeof(T).Name} as undertone writes it: {e.Message}", e);
            }
        }
    }
}
