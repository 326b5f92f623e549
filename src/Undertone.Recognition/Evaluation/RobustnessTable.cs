using System.Text.Json.Nodes;

namespace Undertone.Recognition.Evaluation;

/// <summary>How a model did on the same utterances clean, noisy, over telephone, in other rates and formats.</summary>
/// <param name="Noise">Which noise was mixed in.</param>
/// <param name="Utterances">The utterances that each condition was tried on.</param>
/// <param name="Available">The utterances that there were; more than <paramref name="Utterances"/> where a part was drawn.</param>
/// <param name="Seed">The seed of the draw, of noises and of rooms.</param>
/// <param name="Rows">The conditions in their order, the clean one first.</param>
public sealed record RobustnessTable(string Noise, int Utterances, int Available, int Seed, IReadOnlyList<RobustnessRow> Rows)
{
    /// <summary>What the numbers are of, as one sentence.</summary>
    public string Describe()
    {
        var part = Utterances < Available ? FormattableString.Invariant($" of {Available}, drawn evenly over emotions and speakers") : "";
        return FormattableString.Invariant($"{Utterances} utterance{(Utterances == 1 ? "" : "s")}{part} (seed {Seed}); noise: {Noise}");
    }

    /// <summary>
    /// The table as <c>evaluate --robustness --json</c> has it; the numbers of a condition that could not be tried are null.
    /// </summary>
    public JsonObject ToJson() => new()
    {
        ["noise"] = Noise,
        ["seed"] = Seed,
        ["available"] = Available,
        ["conditions"] = new JsonArray([.. Rows.Select(r => (JsonNode)ToJson(r))]),
    };

    private JsonObject ToJson(RobustnessRow row)
    {
        var json = new JsonObject
        {
            ["name"] = row.Name,
            ["uar"] = row.Uar,
            ["kept"] = row.Kept,
            ["noSpeech"] = row.NoSpeech,
            ["uncertain"] = row.Uncertain,
            ["utterances"] = row.Missing is null ? Utterances : 0,
        };
        if (row.Missing is { } missing) json["missing"] = missing;
        return json;
    }
}
