using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Training;

/// <summary>One line of <c>metrics.jsonl</c>.</summary>
internal static class EpochLine
{
    public static string Of(EpochReport e) => new JsonObject
    {
        ["epoch"] = e.Epoch,
        ["learningRate"] = e.LearningRate,
        ["trainLoss"] = e.TrainLoss,
        ["trainAccuracy"] = e.TrainAccuracy,
        ["validationLoss"] = e.ValidationLoss,
        ["validationAccuracy"] = e.ValidationAccuracy,
        ["validationUar"] = e.ValidationUnweightedAverageRecall,
        ["best"] = e.IsBest,
    }.ToJsonString(JsonText.Line) + "\n";
}
