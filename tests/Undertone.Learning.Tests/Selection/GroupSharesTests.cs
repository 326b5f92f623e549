using Undertone.Learning.Randomness;
using Undertone.Learning.Selection;

namespace Undertone.Learning.Tests.Selection;

public sealed class GroupSharesTests
{
    [Theory]
    [InlineData(24, 7, 1.5, "70, 10, 20")]
    [InlineData(60, 4, 3, "80, 10, 10")]
    [InlineData(40, 3, 2, "50, 50")]
    [InlineData(100, 5, 8, "4, 3, 2, 1")]
    public void Groups_stay_whole_and_every_class_has_nearly_its_shares(int groups, int classes, double uneven, string text)
    {
        var shares = Shares(text);
        var (labels, names) = Data(groups, classes, uneven);
        var parts = Splits.GroupShares(labels, names, shares, 3);
        names.Zip(parts).Distinct().Count().ShouldBe(groups, "no group stands in two parts");
        var largest = names.CountBy(n => n).Max(c => c.Value);
        for (var p = 0; p < shares.Length; p++)
        {
            var aim = shares[p] / shares.Sum();
            // No further off than half of the largest group.
            ((double)parts.Count(x => x == p) / labels.Length).ShouldBe(aim, 0.5 * largest / labels.Length + 0.005);
            for (var c = 0; c < classes; c++)
            {
                var own = labels.Zip(parts).Count(x => x.First == c && x.Second == p);
                ((double)own / labels.Count(l => l == c)).ShouldBe(aim, 0.08, $"class {c} in part {p}");
            }
        }
    }

    [Fact]
    public void The_seed_alone_decides_and_decides_something()
    {
        var (labels, names) = Data(30, 4, 1);
        var parts = Splits.GroupShares(labels, names, [7, 1, 2], 5);
        Splits.GroupShares(labels, names, [0.7, 0.1, 0.2], 5).ShouldBe(parts);
        Enumerable.Range(0, 10).Select(s => string.Join("", Splits.GroupShares(labels, names, [7, 1, 2], (ulong)s))).Distinct().Count()
            .ShouldBeGreaterThan(8);
    }

    [Theory]
    [InlineData(2, "99, 1")]
    [InlineData(3, "98, 1, 1")]
    [InlineData(5, "1, 1000, 1")]
    public void Every_part_gets_a_group(int groups, string text)
    {
        var shares = Shares(text);
        var (labels, names) = Data(groups, 3, 1);
        Splits.GroupShares(labels, names, shares, 0).Distinct().Order().ShouldBe(Enumerable.Range(0, shares.Length));
    }

    [Theory]
    [InlineData(2, "3 parts need at least 3 groups", "1, 1, 1")]
    [InlineData(4, "share is not above 0", "1, 0")]
    [InlineData(4, "share is not above 0", "1, NaN")]
    [InlineData(4, "share is not above 0", "1, Infinity")]
    public void What_cannot_be_divided_is_refused(int groups, string message, string text)
    {
        var shares = Shares(text);
        var (labels, names) = Data(groups, 2, 1);
        Should.Throw<ArgumentException>(() => Splits.GroupShares(labels, names, shares, 0)).Message.ShouldContain(message);
    }

    private static double[] Shares(string text) =>
        Array.ConvertAll(text.Split(','), s => double.Parse(s, System.Globalization.CultureInfo.InvariantCulture));

    private static (int[] Labels, string[] Groups) Data(int groups, int classes, double uneven)
    {
        var random = new SplitMix64(9);
        var (labels, names) = (new List<int>(), new List<string>());
        for (var g = 0; g < groups; g++)
        {
            for (var c = 0; c < classes; c++)
            {
                var count = 6 + (int)(random.NextDouble() * 4 * uneven);
                labels.AddRange(Enumerable.Repeat(c, count));
                names.AddRange(Enumerable.Repeat($"g{g}", count));
            }
        }

        return ([.. labels], [.. names]);
    }
}
