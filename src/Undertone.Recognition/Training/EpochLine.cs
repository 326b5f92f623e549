using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Training;

/// <summary>One line of <c>metrics.jsonl</c>.</summary>
internal static class EpochLine
{
    /// <summary>The key that says that nothing was chosen by the validation figures.</summary>
    public const string WatchedOnly = "watchedOnly";

    public static string Of(EpochReport e, bool watchedOnly)
    {
        var json = new JsonObject
        {
            ["epoch"] = e.Epoch,
            ["learningRate"] = e.LearningRate,
            ["trainLoss"] = e.TrainLoss,
            ["trainAccuracy"] = e.TrainAccuracy,
            ["validationLoss"] = e.ValidationLoss,
            ["validationAccuracy"] = e.ValidationAccuracy,
            ["validationUar"] = e.ValidationUnweightedAverageRecall,
            ["best"] = e.IsBest,
        };
        if (e.ValidationConcordance is { } ccc) json["validationCcc"] = ccc;
        if (watchedOnly) json[WatchedOnly] = true;
        return json.ToJsonString(JsonText.Line) + "\n";
    }
}
