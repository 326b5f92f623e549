using System.Numerics;

namespace Undertone.Learning.Metrics;

/// <summary>Which of some numbers is the largest: the class that a row of scores speaks for.</summary>
public static class ArgMax
{
    /// <summary>The place of the largest number; the first of equals.</summary>
    /// <param name="values">At least one number, none of which is NaN.</param>
    public static int Of<T>(ReadOnlySpan<T> values)
        where T : IComparisonOperators<T, T, bool>
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }
}
