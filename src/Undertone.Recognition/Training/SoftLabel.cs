using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>A teacher's answer, softened and mixed with the truth.</summary>
internal static class SoftLabel
{
    /// <summary>Shares that sum to 1, none of them where a class is not possible.</summary>
    /// <param name="answer">The teacher's probabilities.</param>
    /// <param name="truth">The shares of the classes in what the data says: 1 for the label, or those of raters' votes.</param>
    /// <param name="possible">The classes that the utterance could have, as bits.</param>
    /// <param name="plan">How it is mixed.</param>
    public static float[] Of(ReadOnlySpan<float> answer, ReadOnlySpan<float> truth, ulong possible, DistillationPlan plan)
    {
        var shares = new double[answer.Length];
        var sum = 0.0;
        for (var c = 0; c < shares.Length; c++)
        {
            if ((possible >> c & 1) != 0) sum += shares[c] = Math.Pow(answer[c], 1 / plan.Temperature);
        }

        // A teacher that leaves nothing to what is possible has nothing to say.
        if (!(sum > 0)) return truth.ToArray();
        for (var c = 0; c < shares.Length; c++) shares[c] = shares[c] * (plan.Weight / sum) + ((1 - plan.Weight) * truth[c]);
        return Array.ConvertAll(shares, s => (float)s);
    }
}
