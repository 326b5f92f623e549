using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Cli.Texts;

/// <summary>Results as indented JSON on standard output.</summary>
internal static class JsonOutput
{
    public static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, JsonNode json) => output.WriteLine(json.ToJsonString(Indented));
}
