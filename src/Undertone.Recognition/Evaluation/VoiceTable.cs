using System.Text.Json.Nodes;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Evaluation;

/// <summary>
/// How a model did on the same utterances where it knew the voice: other clips of the same speaker, without their labels.
/// </summary>
/// <param name="Rows">By the number of clips that were known; all others last.</param>
public sealed record VoiceTable(IReadOnlyList<VoiceRow> Rows)
{
    /// <summary>What belongs beside every one of these scores.</summary>
    public const string Protocol = "with other clips of the same speaker known, without labels";

    private const int TypicalClips = 5;

    /// <summary>The score with all other clips of the speaker known.</summary>
    public VoiceRow All => Rows[^1];

    /// <summary>The temperature and the limit that answers with five clips known ask for.</summary>
    internal Calibration? Calibration { get; private init; }

    /// <summary>The scores of answers; null where there are none.</summary>
    internal static VoiceTable? Of(Protocol protocol, LabelSet labels, IReadOnlyList<VoiceAnswers> answers)
    {
        if (answers.Count == 0) return null;
        var none = new Dictionary<string, int>();
        var results = answers.Select(a => (a.Clips, Result: new EvaluationResult(protocol, labels, a.Tested, none))).ToArray();
        return new VoiceTable(
            [.. results.Select(r => new VoiceRow(r.Clips, r.Result.Report.UnweightedAverageRecall, r.Result.Report.Accuracy))])
        {
            Calibration = Calibration.Of(results.First(r => r.Clips == TypicalClips).Result.Tested),
        };
    }

    /// <summary>The table as <c>evaluation.json</c> has it; <c>clips</c> is null in the row of all others.</summary>
    internal JsonObject ToJson() => new()
    {
        ["protocol"] = Protocol,
        ["uar"] = All.Uar,
        ["accuracy"] = All.Accuracy,
        ["clips"] = new JsonArray([.. Rows.Select(r => (JsonNode)new JsonObject
        {
            ["clips"] = r.Clips,
            ["uar"] = r.Uar,
            ["accuracy"] = r.Accuracy,
        })]),
    };
}
