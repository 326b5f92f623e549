using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>One recipe under one protocol.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Evaluation">Its scores, with the protocol.</param>
/// <param name="Cost">The size and the times of its models.</param>
/// <param name="RunFolder">Where its files lie.</param>
public sealed record ComparisonRow(string Recipe, EvaluationResult Evaluation, ModelCost Cost, string RunFolder)
{
    /// <summary>
    /// McNemar's test of this model against the one with the highest UAR under the same protocol (first: this model); null for that one
    /// itself.
    /// </summary>
    public McNemarResult? AgainstBest { get; init; }

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["recipe"] = Recipe };
        foreach (var (key, value) in Cost.ToJson()) json[key] = value?.DeepClone();
        json["againstBest"] = AgainstBest is not { } test ? null : new JsonObject
        {
            ["onlyThisRight"] = test.OnlyFirstRight,
            ["onlyBestRight"] = test.OnlySecondRight,
            ["p"] = test.ExactP,
        };
        json["evaluation"] = Evaluation.ToJson();
        return json;
    }
}
