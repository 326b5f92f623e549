using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>Scores the answers of one condition beside those for the clean utterances.</summary>
internal static class ConditionScore
{
    /// <summary>A row of the table; without numbers where the condition was not tried.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="truth">The place of each utterance's true label; at least one.</param>
    /// <param name="clean">The answers for the clean utterances.</param>
    /// <param name="answers">The answers under the condition.</param>
    public static RobustnessRow Of(Condition condition, int[] truth, Answer[] clean, Answer[] answers)
    {
        var row = new RobustnessRow(condition.Name, condition.Title) { Missing = condition.Missing };
        if (condition.Missing is not null) return row;
        // No answer is a class that no utterance is of.
        var none = Math.Max(truth.Max(), answers.Max(a => a.Label)) + 1;
        var (heard, kept) = (clean.Count(a => a.IsThere), answers.Where((a, i) => clean[i].IsThere && a.Label == clean[i].Label).Count());
        return row with
        {
            Uar = Scores.UnweightedAverageRecall(truth, Array.ConvertAll(answers, a => a.IsThere ? a.Label : none)),
            Kept = heard > 0 ? (double)kept / heard : null,
            NoSpeech = answers.Count(a => !a.IsThere) / (double)answers.Length,
            Uncertain = answers.Count(a => a.Uncertain) / (double)answers.Length,
        };
    }
}
