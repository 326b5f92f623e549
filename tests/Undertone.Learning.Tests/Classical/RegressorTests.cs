using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Trees;

namespace Undertone.Learning.Tests.Classical;

public sealed class RegressorTests
{
    private static readonly JsonElement Golden = GoldenJson.Load("regression.json");
    private static readonly int Columns = Golden.GetProperty("columns").GetInt32();

    [Theory]
    [InlineData("ridge", 1e-5)]
    [InlineData("svm", 1e-4)]
    [InlineData("random-forest", 1e-5)]
    [InlineData("gradient-boosting", 1e-5)]
    public void Every_answer_is_scikit_learns(string kind, double tolerance)
    {
        var cases = Golden.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind).ToArray();
        cases.ShouldNotBeEmpty();
        foreach (var golden in cases)
        {
            var options = (JsonObject)JsonNode.Parse(golden.GetProperty("options").GetRawText())!;
            options["kind"] = kind;
            var data = Train(golden.GetProperty("weighted").GetBoolean(), golden.GetProperty("rows").GetInt32());
            var actual = Predict(Regressors.Fit(Regressors.ReadOptions(options), data, 0, 2));
            var expected = golden.Doubles("answers");
            actual.Length.ShouldBe(expected.Length);
            var worst = Enumerable.Range(0, expected.Length).MaxBy(i => Math.Abs(actual[i] - expected[i]));
            // Histograms in single precision part from scikit-learn's in double over many steps.
            var slack = options["iterations"]?.GetValue<int>() > 3 ? 0.005 : tolerance;
            ((double)actual[worst]).ShouldBe(expected[worst], slack, $"{options.ToJsonString()}, row {worst}");
        }
    }

    [Fact]
    public void A_forest_errs_as_scikit_learns_over_ten_seeds()
    {
        var scores = Golden.GetProperty("scores").Doubles("truth");
        var ours = Enumerable.Range(0, 10).Select(seed =>
        {
            var answers = Predict(Regressors.Fit(new RandomForestOptions(), Train(false), (ulong)seed, 2));
            return answers.Select((a, i) => Math.Pow(a - scores[i], 2)).Average();
        }).Average();
        var theirs = Golden.Doubles("forestErrors").Average();
        ours.ShouldBe(theirs, 0.1 * theirs);
    }

    [Theory]
    [InlineData("ridge")]
    [InlineData("svm")]
    [InlineData("random-forest")]
    [InlineData("gradient-boosting")]
    public void A_regressor_is_the_same_for_any_number_of_threads_and_after_a_file(string kind)
    {
        var options = Regressors.ReadOptions(new JsonObject { ["kind"] = kind });
        var one = Regressors.Fit(options, Train(true), 5, 1);
        var expected = Predict(one);
        Predict(Regressors.Fit(options, Train(true), 5, 3)).ShouldBe(expected);
        var restored = Regressors.Restore(one.Save());
        restored.Threads = 3;
        Predict(restored).ShouldBe(expected);
        restored.Features.ShouldBe(Columns);
        restored.Kind.ShouldBe(kind);
        Should.Throw<ArgumentException>(() => restored.Predict(new float[Columns + 1], new float[1]));
        var state = one.Save();
        Should.Throw<InvalidDataException>(() => Regressors.Restore(state with { Tensors = [] }));
        Should.Throw<InvalidDataException>(() => Regressors.Restore(state with { Kind = "knn" }));
    }

    [Theory]
    [InlineData("svm", 0.02)]
    [InlineData("ridge", 1e-4)]
    public void A_weight_of_two_is_the_row_twice_and_of_zero_none(string kind, double tolerance)
    {
        var options = Regressors.ReadOptions(new JsonObject { ["kind"] = kind, [kind == "svm" ? "gamma" : "alpha"] = 0.2 });
        var data = Train(false);
        var weights = Enumerable.Range(0, data.Count).Select(i => (float)(i % 3)).ToArray();
        int[] repeated = [.. Enumerable.Range(0, data.Count).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        var weighted = Predict(Regressors.Fit(options, new NumberedRows(data.Rows, Columns, data.Targets, weights)));
        var plain = Predict(Regressors.Fit(options, data.Select(repeated)));
        for (var i = 0; i < plain.Length; i++) weighted[i].ShouldBe(plain[i], tolerance, $"row {i}");
    }

    [Fact]
    public void What_learns_no_numbers_and_what_is_no_number_is_refused()
    {
        Should.Throw<ClassifierOptionsException>(
            () => Regressors.Fit(new Undertone.Learning.Classical.Neighbors.KnnOptions(), Train(false))).Message.ShouldContain("ridge");
        Should.Throw<ClassifierOptionsException>(() => Regressors.ReadOptions(new JsonObject { ["kind"] = "ridge", ["alpha"] = 0 }))
            .Message.ShouldStartWith("model.alpha");
        Should.Throw<ArgumentException>(() => new NumberedRows([1, 2], 1, [1, double.NaN])).Message.ShouldContain("row 1");
        Should.Throw<ArgumentException>(() => new NumberedRows([1, 2], 1, [1, 2], [0, 0]));
    }

    private static NumberedRows Train(bool weighted, int rows = int.MaxValue)
    {
        var targets = Golden.Doubles("targets");
        rows = Math.Min(rows, targets.Length);
        return new NumberedRows(
            Golden.Floats("train")[..(rows * Columns)], Columns, targets[..rows], weighted ? Golden.Floats("weights")[..rows] : null);
    }

    private static float[] Predict(IRegressor regressor)
    {
        var test = Golden.Floats("test");
        var values = new float[test.Length / Columns];
        regressor.Predict(test, values);
        return values;
    }
}
