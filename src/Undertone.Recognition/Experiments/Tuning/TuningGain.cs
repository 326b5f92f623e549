using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>What tuning gained: the tuned models against the recipe as it stands, on the same folds.</summary>
/// <param name="Uar">The difference of the unweighted average recalls; above 0 where tuning helped.</param>
/// <param name="Interval">
/// Its 95 % interval by bootstrap over speakers, paired: both are scored on the same draws; null where there is one speaker only.
/// </param>
/// <param name="Test">McNemar's test; the tuned models come first.</param>
public sealed record TuningGain(double Uar, ConfidenceInterval? Interval, McNemarResult Test)
{
    internal static TuningGain Of(EvaluationResult tuned, EvaluationResult defaults)
    {
        var truth = tuned.Tested.Select(t => t.Truth).ToArray();
        var ours = tuned.Tested.Select(t => t.Predicted).ToArray();
        var theirs = defaults.Tested.Select(t => t.Predicted).ToArray();
        var interval = tuned.PerSpeaker.Count < 2
            ? (ConfidenceInterval?)null
            : Bootstrap.Interval([.. tuned.Tested.Select(t => t.Utterance.SpeakerKey)], draw =>
        {
            var drawn = Array.ConvertAll(draw, i => truth[i]);
            var uar = Scores.UnweightedAverageRecall(drawn, Array.ConvertAll(draw, i => ours[i]));
            return uar - Scores.UnweightedAverageRecall(drawn, Array.ConvertAll(draw, i => theirs[i]));
        });
        return new TuningGain(
            tuned.Report.UnweightedAverageRecall - defaults.Report.UnweightedAverageRecall, interval, McNemar.Test(truth, ours, theirs));
    }

    internal JsonObject ToJson() => new()
    {
        ["uar"] = Uar,
        ["interval"] = EvaluationJson.Of(Interval),
        ["onlyTunedRight"] = Test.OnlyFirstRight,
        ["onlyDefaultsRight"] = Test.OnlySecondRight,
        ["p"] = Test.ExactP,
    };
}
