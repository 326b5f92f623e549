using System.Text.Json;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Predictions as the JSON that <c>undertone predict --json</c> prints and the REST API answers. <see cref="JsonSerializer"/> gives the
/// same: the answers bring their converter.
/// </summary>
public static class PredictionJson
{
    /// <summary>How the JSON is laid out: indented, letters of all scripts as they are.</summary>
    public static JsonWriterOptions Options => JsonText.IndentedWriter;

    /// <summary>How one result is laid out as a line of JSON Lines.</summary>
    public static JsonWriterOptions LineOptions => JsonText.LineWriter;

    /// <summary>
    /// With these <see cref="JsonSerializer"/> gives the bytes of a line of <c>predict --jsonl</c>; without, other letters than ASCII are
    /// escaped. They know the types of <see cref="PredictionJsonContext"/>, without reflection.
    /// </summary>
    public static JsonSerializerOptions SerializerOptions => PredictionJsonContext.Line;

    /// <summary>
    /// Writes the model and all results. Where the results end in an interruption, the document ends with <c>"interrupted": true</c> after
    /// those that were there, and is as valid as any other; the exception goes on.
    /// </summary>
    /// <param name="json">Where to.</param>
    /// <param name="recognizer">The model that answered.</param>
    /// <param name="results">The answers, in order; they may be made while they are written.</param>
    public static void Write(Utf8JsonWriter json, EmotionRecognizer recognizer, IEnumerable<FilePrediction> results)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(recognizer);
        ArgumentNullException.ThrowIfNull(results);
        json.WriteStartObject();
        WriteModel(json, recognizer.Manifest);
        json.WriteStartArray("results");
        try
        {
            foreach (var result in results) Write(json, result);
        }
        catch (OperationCanceledException)
        {
            json.WriteEndArray();
            json.WriteBoolean("interrupted", true);
            json.WriteEndObject();
            throw;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes one element of <c>results</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="result">The answer for one file.</param>
    public static void Write(Utf8JsonWriter json, FilePrediction result)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(result);
        json.WriteStartObject();
        json.WriteString("file", result.File);
        if (result.Channel is { } channel) json.WriteNumber("channel", channel);
        if (result.Prediction is { } prediction) WriteAnswer(json, prediction);
        else if (result.Error is { } error)
        {
            json.WriteStartObject("error");
            json.WriteString("code", error.Code);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes an answer that belongs to no file: an element of <c>results</c> without <c>file</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="prediction">The answer.</param>
    public static void Write(Utf8JsonWriter json, EmotionPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(prediction);
        json.WriteStartObject();
        WriteAnswer(json, prediction);
        json.WriteEndObject();
    }

    /// <summary>Writes scores as an object: a number for each label, in the model's order.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="scores">The scores.</param>
    public static void Write(Utf8JsonWriter json, EmotionScores scores)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(scores);
        json.WriteStartObject();
        foreach (var (label, value) in scores) json.WriteNumber(label, value);
        json.WriteEndObject();
    }

    /// <summary>Writes one element of <c>segments</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="segment">The answer for one segment.</param>
    public static void Write(Utf8JsonWriter json, SegmentPrediction segment)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(segment);
        json.WriteStartObject();
        json.WriteNumber("startSeconds", segment.StartSeconds);
        json.WriteNumber("endSeconds", segment.EndSeconds);
        if (segment.Speaker is { } speaker) json.WriteString("speaker", speaker);
        json.WriteBoolean("speech", segment.Speech);
        json.WriteString("emotion", segment.Emotion);
        json.WriteNumber("confidence", segment.Confidence);
        json.WriteBoolean("uncertain", segment.Uncertain);
        WriteReasons(json, segment.UncertainBecause);
        if (segment.Voice is not null) WriteVoice(json, segment.Voice);
        WriteScores(json, segment.Scores);
        WriteDimensions(json, segment.Dimensions);
        if (segment.Text is { } text) json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, EmotionPrediction p)
    {
        json.WriteNumber("durationSeconds", p.DurationSeconds);
        json.WriteBoolean("speech", p.Speech);
        json.WriteString("emotion", p.Emotion);
        json.WriteNumber("confidence", p.Confidence);
        json.WriteBoolean("uncertain", p.Uncertain);
        WriteReasons(json, p.UncertainBecause);
        if (p.Quality is { } quality) WriteQuality(json, quality);
        WriteVoice(json, p.Voice);
        WriteScores(json, p.Scores);
        WriteDimensions(json, p.Dimensions);
        if (p.Text is { } text) json.WriteString("text", text);
        if (p.Segments is { } segments) WriteSegments(json, segments);
        if (p.Interrupted) json.WriteBoolean("interrupted", true);
    }

    internal static void WriteModel(Utf8JsonWriter json, ModelManifest model)
    {
        json.WriteStartObject("model");
        json.WriteString("name", model.Name);
        json.WriteString("version", model.Version);
        json.WriteStartArray("labels");
        foreach (var label in model.Labels) json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSegments(Utf8JsonWriter json, IReadOnlyList<SegmentPrediction> segments)
    {
        json.WriteStartArray("segments");
        foreach (var segment in segments) Write(json, segment);
        json.WriteEndArray();
    }

    private static void WriteReasons(Utf8JsonWriter json, IReadOnlyList<string> reasons)
    {
        json.WriteStartArray("uncertainBecause");
        foreach (var reason in reasons) json.WriteStringValue(reason);
        json.WriteEndArray();
    }

    private static void WriteQuality(Utf8JsonWriter json, RecordingQuality quality)
    {
        json.WriteStartObject("quality");
        json.WriteNumber("speechSeconds", quality.SpeechSeconds);
        WriteNumber(json, "levelDb", quality.LevelDb);
        json.WriteNumber("clippedShare", quality.ClippedShare);
        WriteNumber(json, "snrDb", quality.SnrDb);
        json.WriteNumber("bandwidthHz", quality.BandwidthHz);
        json.WriteStartArray("flags");
        foreach (var flag in quality.Flags) json.WriteStringValue(flag.Word());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteVoice(Utf8JsonWriter json, UsedVoice? voice)
    {
        if (voice is null)
        {
            json.WriteNull("voice");
            return;
        }

        json.WriteStartObject("voice");
        json.WriteString("name", voice.Name);
        json.WriteNumber("clips", voice.Clips);
        json.WriteEndObject();
    }

    private static void WriteDimensions(Utf8JsonWriter json, EmotionDimensions? dimensions)
    {
        if (dimensions is null) return;
        json.WriteStartObject("dimensions");
        foreach (var (name, value) in dimensions) json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, double? value)
    {
        if (value is { } number) json.WriteNumber(key, number);
        else json.WriteNull(key);
    }

    private static void WriteScores(Utf8JsonWriter json, EmotionScores scores)
    {
        json.WritePropertyName("scores");
        Write(json, scores);
    }
}
