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
        text.Append(c, $"\nIt hears {encoder.Heard} at {encoder.SampleRateHz} Hz.\nSHA-256: {encoder.Sha256}\n\n## Layers\n\n");
        var counts = (encoder as NetworkEncoder)?.Summary.Select(l => l.ParameterCount.ToString("N0", c)).ToArray();
        for (var i = 0; i < encoder.Layers.Count; i++)
        {
            var shape = string.Join(", ", encoder.Layers[i].OutputShape.Select(s => s < 0 ? "time" : s.ToString(c)));
            text.Append($"{encoder.Layers[i].Name,-24} {"[" + shape + "]",-20} {counts?[i],12}".TrimEnd()).Append('\n');
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
        ["layers"] = new JsonArray([.. encoder.Layers.Select(l => (JsonNode)JsonValue.Create(l.Name))]),
        ["place"] = place,
    };
}
