using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;

namespace Undertone.Recognition.Evaluation.Comparison;

/// <summary>One recipe under one protocol.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Evaluation">Its scores, with the protocol.</param>
/// <param name="TrainingSeconds">Time to train all folds and the final model, without reading audio and computing features.</param>
/// <param name="Parameters">Numbers in the trained model.</param>
/// <param name="ModelBytes">The size of the model's file.</param>
/// <param name="MillisecondsPerClip">The median time to answer for one file on one thread, reading and features included.</param>
/// <param name="RunFolder">Where its files lie.</param>
public sealed record ComparisonRow(
    string Recipe, EvaluationResult Evaluation, double TrainingSeconds, long Parameters, long ModelBytes, double MillisecondsPerClip, string RunFolder)
{
    /// <summary>McNemar's test of this model against the one with the highest UAR under the same protocol (first: this model); null for that one itself.</summary>
    public McNemarResult? AgainstBest { get; init; }

    internal JsonObject ToJson() => new()
    {
        ["recipe"] = Recipe,
        ["trainingSeconds"] = TrainingSeconds,
        ["parameters"] = Parameters,
        ["modelBytes"] = ModelBytes,
        ["millisecondsPerClip"] = MillisecondsPerClip,
        ["againstBest"] = AgainstBest is { } test ? new JsonObject { ["onlyThisRight"] = test.OnlyFirstRight, ["onlyBestRight"] = test.OnlySecondRight, ["p"] = test.ExactP } : null,
        ["evaluation"] = Evaluation.ToJson(),
    };
}
