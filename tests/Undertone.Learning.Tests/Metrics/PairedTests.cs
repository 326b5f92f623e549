using Undertone.Learning.Metrics;

namespace Undertone.Learning.Tests.Metrics;

public sealed class PairedTests
{
    /// <summary>Twelve pairs with the p that scipy 1.10's permutation_test gives (permutation_type "samples", all assignments).</summary>
    public static TheoryData<double[], double[], double> Pairs() => new()
    {
        { [0.703, 0.704, 0.558], [0.648, 0.606, 0.521], 0.25 },
        { [0.504, 0.323, 0.324, 0.8, 0.626, 0.417, 0.517, 0.787], [0.462, 0.397, 0.299, 0.84, 0.634, 0.416, 0.53, 0.724], 1 },
        {
            [0.74, 0.332, 0.64, 0.735, 0.414, 0.748, 0.736, 0.309, 0.654, 0.301, 0.552, 0.518],
            [0.773, 0.326, 0.675, 0.786, 0.371, 0.785, 0.636, 0.236, 0.744, 0.255, 0.588, 0.486], 0.92822265625
        },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void All_assignments_give_the_p_of_scipy(double[] first, double[] second, double p)
    {
        var test = PairedPermutation.Test(first, second);
        test.P.ShouldBe(p, 1e-15);
        test.Exact.ShouldBeTrue();
        test.Pairs.ShouldBe(first.Length);
        test.MeanDifference.ShouldBe(first.Zip(second, (a, b) => a - b).Average(), 1e-15);
        PairedPermutation.Test(second, first).P.ShouldBe(p, 1e-15, "two-sided");
    }

    [Fact]
    public void Many_pairs_are_drawn_and_come_near_to_scipy()
    {
        double[] first =
        [
            0.553, 0.418, 0.307, 0.767, 0.343, 0.722, 0.484, 0.776, 0.5, 0.768, 0.578, 0.42, 0.671, 0.637, 0.642, 0.532, 0.411, 0.62,
            0.354, 0.646, 0.618, 0.488, 0.699, 0.397, 0.495, 0.699, 0.49, 0.657, 0.606, 0.771,
        ];
        double[] second =
        [
            0.605, 0.475, 0.229, 0.769, 0.381, 0.77, 0.439, 0.819, 0.556, 0.711, 0.63, 0.419, 0.651, 0.644, 0.625, 0.432, 0.422, 0.676,
            0.444, 0.638, 0.619, 0.452, 0.707, 0.406, 0.518, 0.71, 0.46, 0.66, 0.58, 0.637,
        ];
        var test = PairedPermutation.Test(first, second);
        test.Exact.ShouldBeFalse();
        test.P.ShouldBe(0.9590, 0.003);
        PairedPermutation.Test(first, second).ShouldBe(test, "draws are fixed by the seed");
        PairedPermutation.Test(first, second, seed: 1).P.ShouldNotBe(test.P);
    }

    [Fact]
    public void The_least_p_is_that_of_one_assignment_and_its_mirror()
    {
        for (var n = 1; n <= PairedPermutation.MostExactPairs; n += 5)
        {
            var better = Enumerable.Range(1, n).Select(i => 0.5 + (0.01 * i)).ToArray();
            PairedPermutation.Test(better, Enumerable.Repeat(0.5, n).ToArray()).P.ShouldBe(Math.Pow(2, 1 - n), 1e-18, $"{n} pairs");
        }

        PairedPermutation.Test([0.4, 0.6], [0.4, 0.6]).P.ShouldBe(1, "no difference");
        Should.Throw<ArgumentException>(() => PairedPermutation.Test([], []));
        Should.Throw<ArgumentException>(() => PairedPermutation.Test([1], [1, 2]));
        Should.Throw<ArgumentException>(() => PairedPermutation.Test([double.NaN], [1]));
    }

    [Theory]
    [InlineData(new[] { 0.01, 0.04, 0.03, 0.005 }, new[] { 0.03, 0.06, 0.06, 0.02 })]
    [InlineData(new[] { 0.2, 0.2, 0.2 }, new[] { 0.6, 0.6, 0.6 })]
    [InlineData(new[] { 0.9, 0.001 }, new[] { 0.9, 0.002 })]
    [InlineData(new[] { 0.5 }, new[] { 0.5 })]
    [InlineData(new double[0], new double[0])]
    public void Holm_corrects_as_r_does(double[] p, double[] adjusted) => Close.Assert(Holm.Adjust(p), adjusted, 1e-15, 1e-15, "Holm");

    [Fact]
    public void Holm_never_lowers_a_value_nor_changes_the_order()
    {
        double[] p = [0.3, 0.02, 0.8, 0.02, 0.0004, 1, 0];
        var adjusted = Holm.Adjust(p);
        for (var i = 0; i < p.Length; i++)
        {
            adjusted[i].ShouldBeInRange(p[i], 1);
            for (var j = 0; j < p.Length; j++) (p[i] < p[j] && adjusted[i] > adjusted[j]).ShouldBeFalse();
        }

        Should.Throw<ArgumentException>(() => Holm.Adjust([0.5, double.NaN]));
        Should.Throw<ArgumentException>(() => Holm.Adjust([1.5]));
    }
}
