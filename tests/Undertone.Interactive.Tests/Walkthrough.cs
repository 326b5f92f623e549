using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Undertone.Interactive.Tests;

/// <summary>
/// The walkthrough as a program, which is its source, and as a notebook. In the program a line <c>// %%</c> begins a cell of code, and
/// <c>// %% [markdown]</c> one of text; <c>[notebook]</c> is code of the notebook alone, in comments, and <c>[program]</c> of the program
/// alone.
/// </summary>
internal static class Walkthrough
{
    private const string Mark = "// %%";
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Program { get; } = Repository.Of("notebooks", "walkthrough.cs");

    public static string Notebook { get; } = Repository.Of("notebooks", "walkthrough.ipynb");

    /// <summary>The cells of the notebook as the program says them.</summary>
    public static IReadOnlyList<NotebookCell> FromProgram()
    {
        var cells = new List<NotebookCell>();
        foreach (var part in File.ReadAllText(Program).ReplaceLineEndings("\n").Split('\n' + Mark).Skip(1))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            var (kind, text) = (part[..end].Trim(), part[(end + 1)..].Trim('\n'));
            if (kind == "[program]") continue;
            if (kind.Length > 0) text = string.Join('\n', text.Split('\n').Select(l => l.Length > 3 ? l[3..] : ""));
            cells.Add(new NotebookCell(kind == "[markdown]" ? "markdown" : "code", text));
        }

        return cells;
    }

    /// <summary>The cells of a notebook.</summary>
    public static IReadOnlyList<NotebookCell> CellsOf(JsonNode notebook) =>
        [.. notebook["cells"]!.AsArray().Select(c => new NotebookCell((string)c!["cell_type"]!, TextOf(c["source"])))];

    /// <summary>
    /// What each cell of code showed, texts and HTML, without the sound and the pictures inside and without what the kernel itself says.
    /// </summary>
    public static IReadOnlyList<string> OutputsOf(JsonNode notebook) => [.. Outputs(notebook).Where(o => !IsOfKernel(o)).Select(Shown)];

    /// <summary>The outputs of all cells of code.</summary>
    public static IEnumerable<JsonNode> Outputs(JsonNode notebook) =>
        notebook["cells"]!.AsArray().SelectMany(c => c!["outputs"]?.AsArray() ?? []).Select(o => o!);

    /// <summary>A notebook of the program's cells, with the outputs of one that was executed.</summary>
    public static string Write(JsonNode? executed)
    {
        var cells = FromProgram();
        var json = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((c, i) => (JsonNode)Cell(c, executed?["cells"]![i]))]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
                ["language_info"] = new JsonObject { ["name"] = "C#" },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 4,
        };
        return json.ToJsonString(Indented) + "\n";
    }

    /// <summary>HTML without the bytes inside it.</summary>
    public static string WithoutBytes(string html) =>
        Regex.Replace(html, "base64,[A-Za-z0-9+/=]*", "base64,").ReplaceLineEndings("\n").Trim();

    public static bool IsError(JsonNode output) => (string)output["output_type"]! == "error";

    private static JsonObject Cell(NotebookCell cell, JsonNode? executed)
    {
        var lines = cell.Source.Split('\n');
        var json = new JsonObject
        {
            ["cell_type"] = cell.Kind,
            ["metadata"] = new JsonObject(),
            ["source"] = new JsonArray([.. lines.Select((l, i) => (JsonNode)(i < lines.Length - 1 ? l + "\n" : l))]),
        };
        if (cell.Kind != "code") return json;
        json["execution_count"] = executed?["execution_count"]?.DeepClone();
        json["outputs"] = new JsonArray(
            [.. executed?["outputs"]!.AsArray().Where(o => !IsOfKernel(o!)).Select(o => o!.DeepClone()) ?? []]);
        return json;
    }

    /// <summary>The script that the kernel begins with, which names the machine's addresses, and its warnings of references.</summary>
    private static bool IsOfKernel(JsonNode output) =>
        (string?)output["name"] == "stderr" || TextOf(output["data"]?["text/html"]).Contains("dotnet-interactive-this-cell");

    private static string Shown(JsonNode output) =>
        WithoutBytes(output["text"] is { } text ? TextOf(text) : TextOf(output["data"]?["text/html"] ?? output["data"]?["text/plain"]));

    private static string TextOf(JsonNode? lines) => lines switch
    {
        null => "",
        JsonArray parts => string.Concat(parts.Select(p => (string)p!)),
        _ => (string)lines!,
    };
}
