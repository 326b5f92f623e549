using System.Text.Json;

namespace Undertone.Recognition.Inference.Explanations;

/// <summary>Explanations as the JSON that the REST API answers.</summary>
public static class ExplanationJson
{
    private const int Digits = 4;

    /// <summary>
    /// Writes an explanation: <c>model</c>, <c>prediction</c> (an element of the results of <c>predict --json --segments</c>),
    /// <c>waveform</c>, <c>spectrogram</c> (whose bytes are base64), <c>speech</c>, <c>pitch</c>, <c>energy</c>, <c>occlusion</c>.
    /// </summary>
    /// <param name="json">Where to.</param>
    /// <param name="explanation">The explanation.</param>
    public static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(explanation);
        json.WriteStartObject();
        PredictionJson.WriteModel(json, explanation.Model);
        json.WritePropertyName("prediction");
        PredictionJson.Write(json, explanation.Prediction);
        json.WriteStartObject("waveform");
        json.WriteNumber("secondsPerPeak", explanation.Waveform.SecondsPerPeak);
        Write(json, "min", explanation.Waveform.Min.Select(v => (double?)v));
        Write(json, "max", explanation.Waveform.Max.Select(v => (double?)v));
        json.WriteEndObject();
        Write(json, explanation.Spectrogram);
        json.WriteStartArray("speech");
        foreach (var span in explanation.Speech)
        {
            json.WriteStartObject();
            json.WriteNumber("startSeconds", span.StartSeconds);
            json.WriteNumber("endSeconds", span.EndSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "pitch", "hz", explanation.Pitch);
        Write(json, "energy", "db", explanation.Energy);
        Write(json, explanation.Occlusion);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SpectrogramView view)
    {
        json.WriteStartObject("spectrogram");
        json.WriteNumber("startSeconds", view.StartSeconds);
        json.WriteNumber("hopSeconds", view.HopSeconds);
        json.WriteNumber("frames", view.Frames);
        json.WriteNumber("bands", view.CentersHz.Count);
        Write(json, "centersHz", view.CentersHz.Select(v => (double?)v));
        json.WriteNumber("minDb", view.MinDb);
        json.WriteNumber("maxDb", view.MaxDb);
        json.WriteBase64String("values", view.Values);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string unit, Contour contour)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startSeconds", contour.StartSeconds);
        json.WriteNumber("hopSeconds", contour.HopSeconds);
        Write(json, unit, contour.Values);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OcclusionMap? map)
    {
        if (map is null)
        {
            json.WriteNull("occlusion");
            return;
        }

        json.WriteStartObject("occlusion");
        json.WriteString("emotion", map.Emotion);
        json.WriteNumber("startSeconds", map.StartSeconds);
        json.WriteNumber("cellSeconds", map.CellSeconds);
        Write(json, "bandEdgesHz", map.BandEdgesHz.Select(v => (double?)v));
        json.WriteNumber("columns", map.Values.Count);
        json.WriteNumber("bands", map.BandEdgesHz.Count - 1);
        json.WriteStartArray("values");
        foreach (var column in map.Values)
        {
            json.WriteStartArray();
            foreach (var value in column) json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Numbers for the eye, to four digits behind the point.</summary>
    private static void Write(Utf8JsonWriter json, string name, IEnumerable<double?> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (value is { } number) json.WriteNumberValue(Math.Round(number, Digits));
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
