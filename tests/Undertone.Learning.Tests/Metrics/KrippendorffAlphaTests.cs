using Undertone.Learning.Metrics;

namespace Undertone.Learning.Tests.Metrics;

public sealed class KrippendorffAlphaTests
{
    /// <summary>Four raters, twelve units, some ratings missing: the worked example of Krippendorff 2011, sections C and D.</summary>
    private static readonly string[] Raters =
    [
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ];

    [Theory]
    [InlineData(RatingScale.Nominal, 0.743)]
    [InlineData(RatingScale.Ordinal, 0.815)]
    [InlineData(RatingScale.Interval, 0.849)]
    [InlineData(RatingScale.Ratio, 0.797)]
    public void The_published_example_has_its_published_values(RatingScale scale, double alpha) =>
        KrippendorffAlpha.Of(Units(Raters), scale).ShouldBe(alpha, 0.0005);

    /// <summary>Two raters, ten units of two values: section A of the same paper, alpha 0.095.</summary>
    [Fact]
    public void The_published_example_of_two_raters_has_its_published_value() => KrippendorffAlpha.Of(
        Units(["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]), RatingScale.Nominal).ShouldBe(0.095, 0.0005);

    [Theory]
    [InlineData(RatingScale.Nominal)]
    [InlineData(RatingScale.Ordinal)]
    [InlineData(RatingScale.Interval)]
    [InlineData(RatingScale.Ratio)]
    public void Raters_who_agree_have_1_and_the_order_of_ratings_means_nothing(RatingScale scale)
    {
        KrippendorffAlpha.Of([[1, 1, 1], [2, 2], [5, 5, 5, 5]], scale).ShouldBe(1);
        var turned = Units(Raters).Select(u => u.Reverse().ToArray());
        KrippendorffAlpha.Of(turned, scale).ShouldBe(KrippendorffAlpha.Of(Units(Raters), scale), 1e-12);
    }

    [Fact]
    public void Two_names_that_never_agree_are_below_chance() =>
        KrippendorffAlpha.Of([[1, 2], [2, 1], [1, 2]], RatingScale.Nominal).ShouldBeLessThan(0);

    [Fact]
    public void Without_pairs_or_without_difference_there_is_no_value()
    {
        KrippendorffAlpha.Of([[1], [2], []], RatingScale.Nominal).ShouldBe(double.NaN);
        KrippendorffAlpha.Of([], RatingScale.Interval).ShouldBe(double.NaN);
        KrippendorffAlpha.Of([[3, 3], [3, 3, 3]], RatingScale.Nominal).ShouldBe(double.NaN);
    }

    [Fact]
    public void Ratings_that_the_scale_does_not_have_are_refused()
    {
        Should.Throw<ArgumentException>(() => KrippendorffAlpha.Of([[1, double.NaN]], RatingScale.Nominal)).Message.ShouldContain("finite");
        Should.Throw<ArgumentException>(() => KrippendorffAlpha.Of([[1, double.PositiveInfinity]], RatingScale.Interval));
        Should.Throw<ArgumentException>(() => KrippendorffAlpha.Of([[-1, 1]], RatingScale.Ratio)).Message.ShouldContain("negative");
    }

    private static double[][] Units(string[] raters)
    {
        var rows = Array.ConvertAll(raters, r => r.Split(' '));
        return [.. Enumerable.Range(0, rows[0].Length).Select(u => rows.Select(r => r[u]).Where(v => v != ".")
            .Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
    }
}
