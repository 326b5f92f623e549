using System.Globalization;
using Undertone.Learning.Selection;

namespace Undertone.Learning.Tests.Selection;

public sealed class TreeParzenEstimatorTests
{
    /// <summary>Functions with a known highest value of 0.</summary>
    private static readonly Dictionary<string, (string[] Parameters, Func<IReadOnlyDictionary<string, string>, double> Score)> Functions =
        new()
        {
            ["valley"] = (["x=-5.0..5.0", "y=-5.0..5.0"], s => -Math.Pow(Of(s, "x") - 1.5, 2) - Math.Pow(Of(s, "y") + 2, 2)),
            ["orders of magnitude"] = (["c=0.0001..10000:log", "n=1..50"],
                s => -Math.Pow(Math.Log10(Of(s, "c")) - 2, 2) - Math.Pow((Of(s, "n") - 7) / 10, 2)),
            ["choice"] = (["kind=a,b,c,d,e", "x=0.0..1.0", "z=0.0..1.0"],
                s => s["kind"] == "d" ? -Math.Pow(Of(s, "x") - 0.2, 2) : -0.5 - Of(s, "x")),
            ["two hills"] = (["x=0.0..10.0", "y=0.0..10.0"],
                s => Math.Max(-Math.Pow(Of(s, "x") - 8, 2) - Math.Pow(Of(s, "y") - 8, 2), -4 - Math.Pow(Of(s, "x") - 2, 2))),
        };

    public static TheoryData<string> Names() => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_comes_nearer_to_the_best_than_a_random_search_of_as_many_trials(string name)
    {
        var (texts, score) = Functions[name];
        var parameters = Array.ConvertAll(texts, TuningParameter.Parse);
        var (learnt, random) = (new List<double>(), new List<double>());
        for (var seed = 0UL; seed < 40; seed++)
        {
            learnt.Add(Search(parameters, score, seed, trials: 50, round: 5).Max(t => t.Score));
            random.Add(Trials.Random(parameters, 50, seed).Max(score));
        }

        Median(learnt).ShouldBeGreaterThan(Median(random) / 2, "at most half as far off in the median");
        // Of two hills it may end on the broader one, as any search that goes by what it has seen.
        if (name != "two hills") learnt.Average().ShouldBeGreaterThan(random.Average());
    }

    [Fact]
    public void Suggestions_depend_on_what_was_tried_and_on_the_seed_alone()
    {
        var (texts, score) = Functions["choice"];
        var parameters = Array.ConvertAll(texts, TuningParameter.Parse);
        var tried = Search(parameters, score, 3, 20, 5);
        var first = Text(new TreeParzenEstimator(parameters, 7).Suggest(6, tried));
        Text(new TreeParzenEstimator(parameters, 7).Suggest(6, tried)).ShouldBe(first);
        Text(new TreeParzenEstimator(parameters, 7).Suggest(3, tried)).ShouldBe(first[..3], "fewer are the first of more");
        Text(new TreeParzenEstimator(parameters, 8).Suggest(6, tried)).ShouldNotBe(first);
        Text(new TreeParzenEstimator(parameters, 7).Suggest(6, [.. tried.Skip(1)])).ShouldNotBe(first);
    }

    [Fact]
    public void Nothing_is_suggested_twice_and_all_of_a_list_comes_in_the_end()
    {
        TuningParameter[] parameters = [TuningParameter.Parse("a=1,2,3"), TuningParameter.Parse("b=1..4")];
        var tried = Search(parameters, s => -Of(s, "a"), 1, trials: 100, round: 4);
        tried.Select(t => string.Join(' ', t.Settings.Values)).Distinct().Count().ShouldBe(12);
        tried.Count.ShouldBe(12);
        new TreeParzenEstimator(parameters, 0).Suggest(5, tried).ShouldBeEmpty();
    }

    [Fact]
    public void Values_stay_within_their_ranges_and_failed_trials_count_as_worst()
    {
        TuningParameter[] parameters = [TuningParameter.Parse("x=2..9"), TuningParameter.Parse("y=0.001..1:log")];
        // Whatever is above 5 fails; 5 is the best.
        var tried = Search(parameters, s => Of(s, "x") > 5 ? double.NaN : Of(s, "x"), 2, trials: 60, round: 5);
        tried.ShouldAllBe(t => Of(t.Settings, "x") >= 2 && Of(t.Settings, "x") <= 9 && Of(t.Settings, "x") % 1 == 0);
        tried.ShouldAllBe(t => Of(t.Settings, "y") >= 0.001 && Of(t.Settings, "y") <= 1);
        tried.Skip(30).Count(t => Of(t.Settings, "x") == 5).ShouldBeGreaterThan(30 / 8 * 2, "twice as often as at random");
    }

    [Theory]
    [InlineData("x=-3..12")]
    [InlineData("x=0.5..7.5")]
    [InlineData("x=0.001..1000:log")]
    [InlineData("x=1..1000:log")]
    [InlineData("x=a,b,[1,2]")]
    public void A_value_stands_at_the_place_that_gives_it(string text)
    {
        var parameter = TuningParameter.Parse(text);
        for (var i = 0; i < 200; i++)
        {
            var value = parameter.ValueAt(i / 200.0);
            parameter.ValueAt(Math.Min(parameter.PlaceOf(value), 1 - 1e-12)).ShouldBe(value);
        }
    }

    [Theory]
    [InlineData("x=0.0..1.0", "0.3 0.7 0.1")]
    [InlineData("x=0.0..1.0", "0 1")]
    [InlineData("x=0.0..1.0", "0.5 0.5 0.5")]
    [InlineData("x=0.0..1.0", "")]
    [InlineData("x=a,b,c", "a a c")]
    public void A_density_sums_to_one_and_is_what_draws_follow(string text, string tried)
    {
        var values = tried.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var density = ParzenDensity.Of(
            TuningParameter.Parse(text), [.. values.Select(v => new Dictionary<string, string> { ["x"] = v })]);
        const int Steps = 3000, Parts = 6;
        var mass = new double[Parts];
        for (var i = 0; i < Steps; i++) mass[i * Parts / Steps] += density.At((i + 0.5) / Steps) / Steps * (text.Contains(',') ? 3 : 1);
        mass.Sum().ShouldBe(1, 1e-4);
        if (text.Contains(',')) return;
        var random = new Undertone.Learning.Randomness.SplitMix64(4);
        var drawn = new double[Parts];
        for (var i = 0; i < 20000; i++) drawn[(int)(density.Draw(ref random) * Parts)] += 1 / 20000.0;
        drawn.ShouldBe(mass, 0.015);
    }

    [Fact]
    public void What_cannot_be_suggested_from_is_refused()
    {
        TuningParameter[] parameters = [TuningParameter.Parse("a=1,2,3")];
        Should.Throw<ArgumentException>(() => new TreeParzenEstimator(parameters, 0).Suggest(1, []));
        Should.Throw<ArgumentException>(() => new TreeParzenEstimator([], 0));
        Should.Throw<ArgumentException>(() => new TreeParzenEstimator([.. parameters, .. parameters], 0));
    }

    private static List<(IReadOnlyDictionary<string, string> Settings, double Score)> Search(
        TuningParameter[] parameters, Func<IReadOnlyDictionary<string, string>, double> score, ulong seed, int trials, int round)
    {
        var estimator = new TreeParzenEstimator(parameters, seed);
        var tried = Trials.Random(parameters, Math.Min(10, trials), seed).Select(t => (t, score(t))).ToList();
        while (tried.Count < trials)
        {
            var next = estimator.Suggest(Math.Min(round, trials - tried.Count), tried);
            if (next.Count == 0) break;
            tried.AddRange(next.Select(t => (t, score(t))));
        }

        return tried;
    }

    private static string[] Text(IReadOnlyList<IReadOnlyDictionary<string, string>> trials) =>
        [.. trials.Select(t => string.Join(' ', t.Values))];

    private static double Of(IReadOnlyDictionary<string, string> settings, string key) =>
        double.Parse(settings[key], CultureInfo.InvariantCulture);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
