namespace Undertone.Learning.Selection;

/// <summary>
/// Successive halving (Jamieson and Talwalkar 2016): many trials on little, the best of them on more, until few are left on all. The rounds
/// are those of scikit-learn's HalvingGridSearchCV with min_resources="exhaust".
/// </summary>
public static class SuccessiveHalving
{
    /// <summary>The rounds: the last one uses as nearly all resources as whole factors allow.</summary>
    /// <param name="candidates">Trials at the start.</param>
    /// <param name="minResources">The least that a trial may be judged on.</param>
    /// <param name="maxResources">All there is.</param>
    /// <param name="factor">By what resources grow and trials shrink from round to round; 3 by default.</param>
    /// <exception cref="ArgumentException">A number is below 1, the factor below 2, or the least above the most.</exception>
    public static IReadOnlyList<HalvingRound> Rounds(int candidates, int minResources, int maxResources, int factor = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minResources, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxResources, minResources);
        var wanted = 1 + Powers(candidates, factor);
        var rounds = Math.Min(wanted, 1 + Powers(maxResources / minResources, factor));
        long resources = maxResources;
        for (var r = 1; r < rounds; r++) resources /= factor;
        var result = new List<HalvingRound>(rounds);
        for (var r = 0; r < rounds; r++)
        {
            result.Add(new HalvingRound(candidates, (int)Math.Min(resources, maxResources)));
            candidates = (candidates + factor - 1) / factor;
            resources *= factor;
        }

        return result;
    }

    /// <summary>The places of the best scores, best first; among equals the earlier, and what is not a number last.</summary>
    /// <param name="scores">The score of each trial; higher is better.</param>
    /// <param name="keep">How many to keep.</param>
    /// <exception cref="ArgumentException"><paramref name="keep"/> is below 1 or above the number of scores.</exception>
    public static int[] Survivors(ReadOnlySpan<double> scores, int keep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keep, scores.Length);
        var order = new (double Key, int Place)[scores.Length];
        for (var i = 0; i < order.Length; i++) order[i] = (double.IsNaN(scores[i]) ? double.PositiveInfinity : -scores[i], i);
        Array.Sort(order);
        var kept = new int[keep];
        for (var i = 0; i < keep; i++) kept[i] = order[i].Place;
        return kept;
    }

    /// <summary>The whole logarithm of a number to a base.</summary>
    private static int Powers(int number, int factor)
    {
        var powers = 0;
        for (; number >= factor; number /= factor) powers++;
        return powers;
    }
}
