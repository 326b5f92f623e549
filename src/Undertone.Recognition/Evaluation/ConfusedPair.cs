namespace Undertone.Recognition.Evaluation;

/// <summary>Two emotions and how often each is taken for the other.</summary>
/// <param name="First">The emotion that is taken for the other more often.</param>
/// <param name="Second">The other one.</param>
/// <param name="FirstAsSecond">How often the first is taken for the second.</param>
/// <param name="SecondAsFirst">How often the second is taken for the first.</param>
/// <param name="FirstShare">The share of the first's utterances.</param>
/// <param name="SecondShare">The share of the second's utterances.</param>
public sealed record ConfusedPair(
    string First, string Second, int FirstAsSecond, int SecondAsFirst, double FirstShare, double SecondShare)
{
    /// <summary>The pairs of labels that are confused at all, the most confused first: by the sum of both shares.</summary>
    /// <param name="result">The scores.</param>
    public static IReadOnlyList<ConfusedPair> Of(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var pairs = new List<ConfusedPair>();
        for (var a = 0; a < result.Labels.Count; a++)
        {
            for (var b = a + 1; b < result.Labels.Count; b++)
            {
                var (there, back) = (result.Report.Confusion[a][b], result.Report.Confusion[b][a]);
                if (there + back == 0) continue;
                var (thereShare, backShare) = (Share(there, a), Share(back, b));
                pairs.Add(thereShare >= backShare
                    ? new ConfusedPair(result.Labels[a], result.Labels[b], there, back, thereShare, backShare)
                    : new ConfusedPair(result.Labels[b], result.Labels[a], back, there, backShare, thereShare));
            }
        }

        return [.. pairs.OrderByDescending(p => p.FirstShare + p.SecondShare)];

        double Share(int count, int label) =>
            result.Report.PerClass[label].Support is > 0 and var support ? (double)count / support : 0;
    }
}
