using System.Text.Json;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Stores;

/// <summary>What a store keeps, as JSON: what <see cref="PredictionExport"/> writes and a service answers.</summary>
public static class StoreJson
{
    /// <summary>
    /// Writes a prediction: <c>id</c>, <c>addedAt</c>, <c>model</c> (<c>name</c>, <c>version</c>), <c>audioHash</c>, <c>audioPath</c>,
    /// <c>tag</c>, <c>speaker</c>, where there is one <c>key</c>, <c>result</c> as <see cref="PredictionJson"/> writes it,
    /// <c>label</c> (what counts of the corrections) and <c>corrections</c> (<c>label</c>, <c>by</c>, <c>note</c>, <c>at</c>), oldest
    /// first. What is not known is null.
    /// </summary>
    /// <param name="json">Where to.</param>
    /// <param name="prediction">The prediction.</param>
    public static void Write(Utf8JsonWriter json, StoredPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(prediction);
        json.WriteStartObject();
        json.WriteNumber("id", prediction.Id);
        json.WriteString("addedAt", StoreTime.Text(prediction.AddedAt));
        WriteEntry(json, prediction.Entry);
        json.WriteString("label", prediction.Correction?.Label);
        json.WriteStartArray("corrections");
        foreach (var correction in prediction.Corrections)
        {
            json.WriteStartObject();
            WriteCorrection(json, correction);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes a run: <c>id</c>, <c>addedAt</c>, <c>name</c>, <c>kind</c>, <c>recipes</c>, <c>protocol</c>, <c>uar</c>, <c>path</c> and
    /// <c>evaluation</c>, the object of <c>evaluation.json</c>. What is not known is null.
    /// </summary>
    /// <param name="json">Where to.</param>
    /// <param name="run">The run.</param>
    public static void Write(Utf8JsonWriter json, StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(run);
        json.WriteStartObject();
        json.WriteNumber("id", run.Id);
        json.WriteString("addedAt", StoreTime.Text(run.AddedAt));
        WriteEntry(json, run.Entry);
        json.WriteEndObject();
    }

    internal static void WriteEntry(Utf8JsonWriter json, PredictionEntry entry)
    {
        json.WriteStartObject("model");
        json.WriteString("name", entry.Model);
        json.WriteString("version", entry.ModelVersion);
        json.WriteEndObject();
        json.WriteString("audioHash", entry.AudioHash);
        json.WriteString("audioPath", entry.AudioPath);
        json.WriteString("tag", entry.Tag);
        json.WriteString("speaker", entry.Speaker);
        if (entry.Key is { } key) json.WriteString("key", key);
        json.WritePropertyName("result");
        PredictionJson.Write(json, entry.Result);
    }

    internal static void WriteEntry(Utf8JsonWriter json, RunEntry run)
    {
        json.WriteString("name", run.Name);
        json.WriteString("kind", Word(run.Kind));
        json.WriteStartArray("recipes");
        foreach (var recipe in run.Recipes) json.WriteStringValue(recipe);
        json.WriteEndArray();
        json.WriteString("protocol", run.Protocol);
        if (run.Uar is { } uar) json.WriteNumber("uar", uar);
        else json.WriteNull("uar");
        json.WriteString("path", run.Path);
        json.WritePropertyName("evaluation");
        if (run.Evaluation is { } evaluation) evaluation.WriteTo(json);
        else json.WriteNullValue();
    }

    internal static void WriteCorrection(Utf8JsonWriter json, Correction correction)
    {
        json.WriteString("label", correction.Label);
        json.WriteString("by", correction.By);
        json.WriteString("note", correction.Note);
        json.WriteString("at", StoreTime.Text(correction.At));
    }

    internal static string Word(RunKind kind) => kind switch
    {
        RunKind.Train => "train",
        RunKind.Tune => "tune",
        _ => "compare",
    };
}
