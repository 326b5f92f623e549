using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Evaluation;

/// <summary>How answers compare with what several raters heard.</summary>
/// <param name="Utterances">How many tested utterances have votes for the model's labels; the scores are of these.</param>
/// <param name="CrossEntropy">The mean of -sum q ln p, q being the shares of the votes and p the answer; in nats.</param>
/// <param name="Divergence">The Kullback-Leibler divergence of the answers from the votes: what of it another answer could save.</param>
/// <param name="MajorityAccuracy">The share of answers that have the most votes, alone or tied with others.</param>
/// <param name="Ties">How many utterances have several emotions with the most votes.</param>
public sealed record VoteScores(int Utterances, double CrossEntropy, double Divergence, double MajorityAccuracy, int Ties)
{
    /// <summary>The scores; null where no tested utterance has votes.</summary>
    internal static VoteScores? Of(IReadOnlyList<TestedUtterance> tested, LabelSet labels)
    {
        var voted = tested.Select(t => (t.Probabilities, Shares: t.Utterance.Votes?.Shares(labels))).Where(t => t.Shares is not null)
            .ToArray();
        if (voted.Length == 0) return null;
        float[] truth = [.. voted.SelectMany(t => t.Shares!)], answers = [.. voted.SelectMany(t => t.Probabilities)];
        return new VoteScores(
            voted.Length, DistributionMetrics.CrossEntropy(truth, answers, labels.Count),
            DistributionMetrics.KullbackLeibler(truth, answers, labels.Count),
            DistributionMetrics.MajorityAccuracy(truth, answers, labels.Count),
            voted.Count(t => t.Shares!.Count(s => s == t.Shares!.Max()) > 1));
    }

    internal JsonObject ToJson() => new()
    {
        ["utterances"] = Utterances,
        ["crossEntropy"] = CrossEntropy,
        ["klDivergence"] = Divergence,
        ["majorityAccuracy"] = MajorityAccuracy,
        ["ties"] = Ties,
    };
}
