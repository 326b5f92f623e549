using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;

namespace Undertone.Recognition.Evaluation;

/// <summary>Scores as <c>evaluation.json</c> has them.</summary>
public static class EvaluationJson
{
    /// <summary>The scores as JSON. What could not be computed is null: JSON has no NaN, and one speaker gives no interval.</summary>
    /// <param name="result">The scores.</param>
    public static JsonObject ToJson(this EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var json = new JsonObject
        {
            ["protocol"] = result.Protocol.ToJson(),
            ["labels"] = new JsonArray([.. result.Labels.Select(l => (JsonNode)JsonValue.Create(l))]),
            ["utterances"] = result.Tested.Count,
            ["speakers"] = result.PerSpeaker.Count,
            ["metrics"] = new JsonObject
            {
                ["accuracy"] = result.Report.Accuracy,
                ["uar"] = result.Report.UnweightedAverageRecall,
                ["macroF1"] = result.Report.MacroF1,
                ["weightedF1"] = result.Report.WeightedF1,
                ["logLoss"] = result.LogLoss,
                ["brier"] = result.Brier,
                ["ece"] = result.ExpectedCalibrationError,
                ["rocAuc"] = Finite(result.MacroRocAuc),
            },
            ["intervals"] = new JsonObject
            {
                ["accuracy"] = Of(result.AccuracyInterval),
                ["uar"] = Of(result.UarInterval),
                ["macroF1"] = Of(result.MacroF1Interval),
            },
            ["perClass"] = new JsonArray([.. result.Report.PerClass.Select((c, i) => (JsonNode)new JsonObject
            {
                ["label"] = c.Label,
                ["precision"] = c.Precision,
                ["recall"] = c.Recall,
                ["f1"] = c.F1,
                ["support"] = c.Support,
                ["rocAuc"] = Finite(result.RocAuc[i]),
            })]),
            ["confusion"] = new JsonArray(
                [.. result.Report.Confusion.Select(row => (JsonNode)new JsonArray([.. row.Select(n => (JsonNode)JsonValue.Create(n))]))]),
            ["perSpeaker"] = Speakers(result),
            ["perSex"] = Groups("sex", result.PerSex),
            ["perCorpus"] = Groups("corpus", result.PerCorpus),
            ["perIntensity"] = Groups("intensity", result.PerIntensity),
            ["perLanguage"] = Groups("language", result.PerLanguage),
            ["sexGap"] = result.SexGap,
            ["unmapped"] = new JsonArray([.. result.Unmapped.OrderBy(u => u.Key, StringComparer.Ordinal)
                .Select(u => (JsonNode)new JsonObject { ["label"] = u.Key, ["count"] = u.Value })]),
        };
        if (result.Votes is { } votes) json["votes"] = votes.ToJson();
        if (result.Voices is { } voices) json["voices"] = voices.ToJson();
        if (result.Calibration is { } calibration) json["calibration"] = calibration.ToJson();
        if (result.Importance is { } importance) json["importance"] = importance.ToJson();
        if (result.Robustness is { } robustness) json["robustness"] = robustness.ToJson();
        return json;
    }

    /// <summary>Both ends of an interval, or null where there is none.</summary>
    internal static JsonArray? Of(ConfidenceInterval? interval) => interval is { } i ? new JsonArray(i.Low, i.High) : null;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static JsonArray Speakers(EvaluationResult result)
    {
        var speakers = Groups("speaker", result.PerSpeaker);
        for (var i = 0; i < speakers.Count; i++) speakers[i]!["uarInterval"] = Of(result.SpeakerUarIntervals[i]);
        return speakers;
    }

    private static JsonArray Groups(string name, IEnumerable<GroupScore> groups) => new([.. groups.Select(g => (JsonNode)new JsonObject
    {
        [name] = g.Group,
        ["utterances"] = g.Utterances,
        ["accuracy"] = g.Accuracy,
        ["uar"] = g.Uar,
    })]);
}
