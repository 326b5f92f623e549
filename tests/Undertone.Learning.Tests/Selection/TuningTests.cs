using System.Globalization;
using Undertone.Learning.Selection;

namespace Undertone.Learning.Tests.Selection;

public sealed class TuningTests
{
    private static TuningParameter[] Parse(params string[] texts) => [.. texts.Select(TuningParameter.Parse)];

    [Fact]
    public void A_grid_holds_every_combination_once_and_the_last_key_changes_fastest()
    {
        var trials = Trials.Grid(Parse("model.C=1,10,100", "model.gamma=scale, 0.01"));
        trials.Select(t => t["model.C"] + " " + t["model.gamma"])
            .ShouldBe(["1 scale", "1 0.01", "10 scale", "10 0.01", "100 scale", "100 0.01"]);
    }

    [Fact]
    public void Random_trials_differ_follow_the_seed_and_lie_in_their_ranges()
    {
        var parameters = Parse("C=0.01..100:log", "depth=2..5", "share=0.5..1.0", "kernel=rbf,linear");
        var trials = Trials.Random(parameters, 400, 3);
        trials.Count.ShouldBe(400);
        trials.Select(t => string.Join('|', t.Values)).Distinct().Count().ShouldBe(400);
        var c = trials.Select(t => double.Parse(t["C"], CultureInfo.InvariantCulture)).ToArray();
        c.ShouldAllBe(x => x >= 0.01 && x <= 100);
        // Evenly over orders of magnitude: half below 1, within four standard errors.
        c.Count(x => x < 1).ShouldBeInRange(160, 240);
        trials.Select(t => t["depth"]).Distinct().Order().ShouldBe(["2", "3", "4", "5"]);
        trials.Select(t => double.Parse(t["share"], CultureInfo.InvariantCulture)).ShouldAllBe(x => x >= 0.5 && x <= 1);
        Trials.Random(parameters, 50, 3).Select(t => string.Join('|', t.Values))
            .ShouldBe(trials.Take(50).Select(t => string.Join('|', t.Values)));
        Trials.Random(parameters, 50, 4)[0].ShouldNotBe(trials[0]);
        Trials.Random(Parse("a=1,2", "b=1,2"), 100, 0).Count.ShouldBe(4);
    }

    [Theory]
    // From scikit-learn 1.2.1: HalvingGridSearchCV(min_resources="exhaust"), n_candidates_ and n_resources_.
    [InlineData(27, 16, 1200, 3, "27:44 9:132 3:396 1:1188")]
    [InlineData(10, 16, 1200, 3, "10:133 4:399 2:1197")]
    [InlineData(100, 10, 960, 3, "100:11 34:33 12:99 4:297 2:891")]
    [InlineData(1, 10, 100, 3, "1:100")]
    [InlineData(8, 5, 64, 2, "8:8 4:16 2:32 1:64")]
    public void Halving_follows_the_rounds_of_scikit_learn(int candidates, int least, int most, int factor, string expected) =>
        string.Join(' ', SuccessiveHalving.Rounds(candidates, least, most, factor).Select(r => $"{r.Candidates}:{r.Resources}"))
            .ShouldBe(expected);

    [Fact]
    public void The_best_survive_the_earlier_among_equals_and_failures_never()
    {
        SuccessiveHalving.Survivors([0.2, double.NaN, 0.9, 0.5, 0.9], 3).ShouldBe([2, 4, 3]);
        Should.Throw<ArgumentException>(() => SuccessiveHalving.Survivors([0.2], 2));
    }

    [Fact]
    public void Commas_inside_json_do_not_part_values() =>
        TuningParameter.Parse("""layers=[64, 32],[128],{"a":[1,2],"b":","},"x,\",y",7""").Values
            .ShouldBe(["[64, 32]", "[128]", """{"a":[1,2],"b":","}""", "\"x,\\\",y\"", "7"]);

    [Theory]
    [InlineData("C", "KEY=A,B,C")]
    [InlineData("=1,2", "KEY=A,B,C")]
    [InlineData("C=1,,2", "empty value")]
    [InlineData("C=1,1", "1 twice")]
    [InlineData("C=5..1", "LOW below HIGH")]
    [InlineData("C=a..b", "LOW below HIGH")]
    [InlineData("C=0..1:log", "above 0")]
    [InlineData("C=1,2:log", "LOW..HIGH:log")]
    public void What_cannot_be_read_is_refused_with_the_way_to_write_it(string text, string message) =>
        Should.Throw<FormatException>(() => TuningParameter.Parse(text)).Message.ShouldContain(message);

    [Fact]
    public void Impossible_searches_are_refused()
    {
        Should.Throw<ArgumentException>(() => Trials.Grid(Parse("C=1..5"))).Message.ShouldContain("is a range");
        Should.Throw<ArgumentException>(() => Trials.Grid(Parse("C=1", "C=2"))).Message.ShouldContain("'C' stands twice");
        Should.Throw<ArgumentException>(() => Trials.Grid([])).Message.ShouldContain("nothing to tune");
    }
}
