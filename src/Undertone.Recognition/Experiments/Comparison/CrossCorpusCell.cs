using System.Text.Json.Nodes;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>A recipe trained on one corpus and tested on another.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="TrainedOn">The corpus of the training.</param>
/// <param name="TestedOn">The corpus of the test; the same one means folds over its speakers.</param>
/// <param name="Evaluation">The scores; null where a corpus of one speaker was to be tested on itself.</param>
public sealed record CrossCorpusCell(string Recipe, string TrainedOn, string TestedOn, EvaluationResult? Evaluation)
{
    internal JsonObject ToJson() => new()
    {
        ["recipe"] = Recipe,
        ["trainedOn"] = TrainedOn,
        ["testedOn"] = TestedOn,
        ["evaluation"] = Evaluation?.ToJson(),
    };
}
