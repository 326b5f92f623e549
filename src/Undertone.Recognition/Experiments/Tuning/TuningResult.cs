using System.Text.Json.Nodes;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>What tuning found.</summary>
/// <param name="Folder">
/// Its files: <c>tuning.json</c> beside those of a training run; <c>recipe.json</c> is the recipe with the final choice.
/// </param>
/// <param name="Evaluation">
/// The headline: each outer fold tested once, by a model with the settings that its own training speakers chose.
/// </param>
/// <param name="Defaults">The recipe as it stands on the same folds.</param>
/// <param name="Gain">The one against the other.</param>
/// <param name="Searches">One search an outer fold and last the one over all speakers, whose choice the final model has.</param>
/// <param name="Model">A refit on all the data with the final choice.</param>
public sealed record TuningResult(
    RunFolder Folder, EvaluationResult Evaluation, EvaluationResult Defaults, TuningGain Gain, IReadOnlyList<SearchResult> Searches,
    ModelBundle Model)
{
    /// <summary>The settings of the final model.</summary>
    public Trial Chosen => Searches[^1].Chosen;

    /// <summary>The result as <c>tuning.json</c> has it.</summary>
    public JsonObject ToJson() => new()
    {
        ["chosen"] = Trial.SettingsJson(Chosen.Settings),
        ["gain"] = Gain.ToJson(),
        ["evaluation"] = Evaluation.ToJson(),
        ["defaults"] = Defaults.ToJson(),
        ["searches"] = new JsonArray([.. Searches.Select(s => (JsonNode)s.ToJson())]),
    };

    /// <summary>The recall of one outer fold's test speakers: with the settings chosen for it, and with the recipe as it stands.</summary>
    /// <param name="fold">The outer fold, from 1.</param>
    public (double Tuned, double Defaults) TestUar(int fold) => (UarOf(Evaluation, fold), UarOf(Defaults, fold));

    private static double UarOf(EvaluationResult evaluation, int fold)
    {
        var tested = evaluation.Tested.Where(t => t.Fold == fold).ToArray();
        return Learning.Metrics.Scores.UnweightedAverageRecall(
            Array.ConvertAll(tested, t => t.Truth), Array.ConvertAll(tested, t => t.Predicted));
    }
}
