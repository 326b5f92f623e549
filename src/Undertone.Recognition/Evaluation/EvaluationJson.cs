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
                ["accuracy"] = Finite(result.Report.Accuracy),
                ["uar"] = Finite(result.Report.UnweightedAverageRecall),
                ["macroF1"] = Finite(result.Report.MacroF1),
                ["weightedF1"] = Finite(result.Report.WeightedF1),
                ["logLoss"] = Finite(result.LogLoss),
                ["brier"] = Finite(result.Brier),
                ["ece"] = Finite(result.ExpectedCalibrationError),
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
        if (result.Dimensions.Count > 0) json["dimensions"] = new JsonArray([.. result.Dimensions.Select(d => (JsonNode)Dimension(d))]);
        if (result.Votes is { } votes) json["votes"] = votes.ToJson();
        if (result.Voices is { } voices) json["voices"] = voices.ToJson();
        if (result.Calibration is { } calibration) json["calibration"] = calibration.ToJson();
        if (result.Importance is { } importance) json["importance"] = importance.ToJson();
        if (result.Robustness is { } robustness) json["robustness"] = robustness.ToJson();
        return json;
    }

    /// <summary>Both ends of an interval, or null where there is none.</summary>
    internal static JsonArray? Of(ConfidenceInterval? interval) => interval is { } i ? new JsonArray(i.Low, i.High) : null;

    private static JsonObject Dimension(DimensionScores d)
    {
        var json = new JsonObject { ["name"] = d.Name };
        foreach (var (key, value) in Scores(d.All)) json[key] = value?.DeepClone();
        json["cccInterval"] = Of(d.ConcordanceInterval);
        json["perFold"] = new JsonArray([.. d.PerFold.Select(f =>
        {
            var fold = new JsonObject { ["fold"] = f.Fold };
            foreach (var (key, value) in Scores(f)) fold[key] = value?.DeepClone();
            return (JsonNode)fold;
        })]);
        return json;
    }

    private static JsonObject Scores(DimensionScore score) => new()
    {
        ["utterances"] = score.Utterances,
        ["ccc"] = Finite(score.Concordance),
        ["pearson"] = Finite(score.Pearson),
        ["mse"] = score.MeanSquaredError,
        ["mae"] = score.MeanAbsoluteError,
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static JsonArray Speakers(EvaluationResult result)
    {
        var speakers = Groups("speaker", result.PerSpeaker);
        for (var i = 0; i < speakers.Count && result.HasEmotion; i++) speakers[i]!["uarInterval"] = Of(result.SpeakerUarIntervals[i]);
        return speakers;
    }

    private static JsonArray Groups(string name, IEnumerable<GroupScore> groups) => new([.. groups.Select(g => (JsonNode)new JsonObject
    {
        [name] = g.Group,
        ["utterances"] = g.Utterances,
        ["accuracy"] = Finite(g.Accuracy),
        ["uar"] = Finite(g.Uar),
    })]);
}
