using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Recognition.Encoders;

namespace Undertone.Cli.Texts;

/// <summary>Encoders as text and JSON.</summary>
internal static class EncoderText
{
    /// <summary>A line of a list.</summary>
    public static string Row(SpeechEncoder encoder, string place) => string.Create(
        CultureInfo.InvariantCulture, $"{encoder.Name,-16} {"encoder",-16} {encoder.ParameterCount:N0} numbers  {place}");

    /// <summary>Source, terms, and the layers whose output recipes can take.</summary>
    public static string Show(SpeechEncoder encoder)
    {
        var text = new StringBuilder();
        var c = CultureInfo.InvariantCulture;
        text.Append(c, $"# {encoder.Name}\n\nAn encoder, version {encoder.Notes.Version}, of {encoder.ParameterCount:N0} numbers.\n");
        if (encoder.Notes.Source.Length > 0) text.Append(c, $"\n{encoder.Notes.Source}\n");
        var features = string.Join(", ", encoder.Recipe.Features.List);
        text.Append(c, $"\nIt hears {features} at {encoder.Recipe.SampleRateHz} Hz.\nSHA-256: {encoder.Sha256}\n\n## Layers\n\n");
        foreach (var layer in encoder.Summary)
        {
            var shape = string.Join(", ", layer.OutputShape.Select(s => s < 0 ? "time" : s.ToString(c)));
            text.Append(c, $"{layer.Name,-24} {"[" + shape + "]",-20} {layer.ParameterCount,12:N0}\n");
        }

        if (encoder.Notes.License.Length > 0) text.Append(c, $"\n## Terms\n\n{encoder.Notes.License.TrimEnd()}\n");
        return text.ToString();
    }

    /// <summary>An encoder as JSON.</summary>
    public static JsonObject Describe(SpeechEncoder encoder, string place) => new()
    {
        ["name"] = encoder.Name,
        ["version"] = encoder.Notes.Version,
        ["source"] = encoder.Notes.Source,
        ["license"] = encoder.Notes.License,
        ["parameters"] = encoder.ParameterCount,
        ["sha256"] = encoder.Sha256,
        ["layers"] = new JsonArray([.. encoder.Summary.Select(l => (JsonNode)JsonValue.Create(l.Name))]),
        ["place"] = place,
    };
}
