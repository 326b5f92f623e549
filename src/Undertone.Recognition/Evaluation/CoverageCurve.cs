namespace Undertone.Recognition.Evaluation;

/// <summary>How many answers are right if only the surest are given: the curve of risk and coverage (El-Yaniv and Wiener 2010).</summary>
public static class CoverageCurve
{
    /// <summary>The curve from the surest answer to all; answers of equal confidence come together.</summary>
    /// <param name="tested">The answers.</param>
    public static IReadOnlyList<CoverageRow> Of(IReadOnlyList<TestedUtterance> tested)
    {
        ArgumentNullException.ThrowIfNull(tested);
        var rows = new List<CoverageRow>();
        var (kept, right) = (0, 0);
        foreach (var equal in tested.GroupBy(t => t.Confidence).OrderByDescending(g => g.Key))
        {
            kept += equal.Count();
            right += equal.Count(t => t.Predicted == t.Truth);
            rows.Add(new CoverageRow(equal.Key, (double)kept / tested.Count, (double)right / kept));
        }

        return rows;
    }
}
