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

    /// <summary>The p of <see cref="AgainstBest"/> corrected by Holm for all models that are tested against that one.</summary>
    public double? AgainstBestHolm { get; init; }

    /// <summary>
    /// The paired permutation test over the speakers' unweighted average recalls, this model less the one with the highest; null for that
    /// one itself, and where fewer than two speakers were tested.
    /// </summary>
    public PairedPermutationResult? SpeakersAgainstBest { get; init; }

    /// <summary>The p of <see cref="SpeakersAgainstBest"/> corrected by Holm for all models that are tested against that one.</summary>
    public double? SpeakersAgainstBestHolm { get; init; }

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["recipe"] = Recipe };
        foreach (var (key, value) in Cost.ToJson()) json[key] = value?.DeepClone();
        json["againstBest"] = AgainstBest is not { } test ? null : new JsonObject
        {
            ["onlyThisRight"] = test.OnlyFirstRight,
            ["onlyBestRight"] = test.OnlySecondRight,
            ["p"] = test.ExactP,
            ["pHolm"] = AgainstBestHolm,
            ["bySpeaker"] = SpeakersAgainstBest is not { } speakers ? null : new JsonObject
            {
                ["test"] = "paired permutation",
                ["exact"] = speakers.Exact,
                ["speakers"] = speakers.Pairs,
                ["meanDifference"] = speakers.MeanDifference,
                ["p"] = speakers.P,
                ["pHolm"] = SpeakersAgainstBestHolm,
            },
        };
        json["evaluation"] = Evaluation.ToJson();
        return json;
    }
}
