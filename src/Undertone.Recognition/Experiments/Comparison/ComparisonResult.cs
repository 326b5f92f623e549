using System.Text.Json.Nodes;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>What a comparison found.</summary>
/// <param name="Folder">Its files: <c>comparison.json</c>, <c>report.html</c> and the folders of all runs.</param>
/// <param name="Rows">Each recipe under each protocol: protocol by protocol, recipes in the order given.</param>
/// <param name="CrossCorpus">Each recipe from each corpus to each; empty where it was not asked for.</param>
public sealed record ComparisonResult(string Folder, IReadOnlyList<ComparisonRow> Rows, IReadOnlyList<CrossCorpusCell> CrossCorpus)
{
    /// <summary>The page for people.</summary>
    public string Report => Path.Combine(Folder, "report.html");

    /// <summary>The comparison as <c>comparison.json</c> has it.</summary>
    public JsonObject ToJson() => new()
    {
        ["rows"] = new JsonArray([.. Rows.Select(r => (JsonNode)r.ToJson())]),
        ["crossCorpus"] = new JsonArray([.. CrossCorpus.Select(c => (JsonNode)c.ToJson())]),
    };
}
