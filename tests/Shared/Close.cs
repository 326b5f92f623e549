namespace Undertone.Testing;

/// <summary>Compares every element of two arrays and names the worst one.</summary>
internal static class Close
{
    /// <summary>Fails where |actual - expected| exceeds absolute + relative * |expected| for any element; NaN equals NaN only.</summary>
    public static double Assert(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, double absolute, double relative, string what)
    {
        var a = new double[actual.Length];
        var e = new double[expected.Length];
        for (var i = 0; i < a.Length; i++) a[i] = actual[i];
        for (var i = 0; i < e.Length; i++) e[i] = expected[i];
        return Assert(a, e, absolute, relative, what);
    }

    /// <inheritdoc cref="Assert(ReadOnlySpan{float}, ReadOnlySpan{float}, double, double, string)"/>
    public static double Assert(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, double absolute, double relative, string what)
    {
        actual.Length.ShouldBe(expected.Length, $"{what}: number of elements");
        var (worst, worstIndex, bad) = (0.0, -1, 0);
        for (var i = 0; i < actual.Length; i++)
        {
            if (double.IsNaN(actual[i]) && double.IsNaN(expected[i])) continue;
            var difference = Math.Abs(actual[i] - expected[i]);
            var excess = difference / (absolute + relative * Math.Abs(expected[i]));
            if (actual[i] == expected[i]) excess = 0;
            if (double.IsNaN(excess)) excess = double.PositiveInfinity;
            if (excess > 1) bad++;
            if (excess > worst) (worst, worstIndex) = (excess, i);
        }

        if (bad > 0)
        {
            Xunit.Assert.Fail(
                $"{what}: {bad} of {actual.Length} elements are out of tolerance; the worst is [{worstIndex}]: " +
                $"{actual[worstIndex]:R} for {expected[worstIndex]:R}, {worst:G4} times the tolerance of "
                + $"{absolute:G3} + {relative:G3} * |expected|.");
        }

        return worst;
    }
}
