using System.Text.Json.Nodes;

namespace Undertone.Recognition.Evaluation;

/// <summary>
/// Permutation importance (Breiman 2001) of a model's features on utterances that it was not trained on. Features that say the same stand
/// in for one another: each of them may be worth little alone.
/// </summary>
/// <param name="Uar">The unweighted average recall with all features in place.</param>
/// <param name="Repeats">How often each feature was exchanged.</param>
/// <param name="Seed">The seed of the exchanges.</param>
/// <param name="Rows">The features, or the bands of images, the most important first; they may be none.</param>
public sealed record ImportanceTable(double Uar, int Repeats, int Seed, IReadOnlyList<ImportanceRow> Rows)
{
    /// <summary>Why there are no rows; null where there are.</summary>
    public string? Reason { get; init; }

    /// <summary>The table as <c>evaluation.json</c> has it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["uar"] = Uar,
            ["repeats"] = Repeats,
            ["seed"] = Seed,
            ["features"] = new JsonArray([.. Rows.Select(r => (JsonNode)new JsonObject
            {
                ["feature"] = r.Feature,
                ["columns"] = r.Columns,
                ["drop"] = r.Drop,
                ["deviation"] = r.Deviation,
            })]),
        };
        if (Reason is not null) json["reason"] = Reason;
        return json;
    }
}
