using Undertone.Learning.Metrics;

namespace Undertone.Learning.Tests.Metrics;

public sealed class ClassificationReportTests
{
    [Fact]
    public void Reports_equal_those_of_scikit_learn_to_the_last_printed_digit()
    {
        foreach (var golden in GoldenJson.Load("basics.json").GetProperty("reports").EnumerateArray())
        {
            var (truth, predicted) = (golden.Ints("truth"), golden.Ints("predicted"));
            var report = new ClassificationReport(truth, predicted, golden.Strings("labels"));
            report.ToString().ShouldBe(golden.GetProperty("text").GetString());
            report.Accuracy.ShouldBe(golden.Number("accuracy"), 1e-12);
            report.UnweightedAverageRecall.ShouldBe(golden.Number("uar"), 1e-12);
            report.MacroF1.ShouldBe(golden.Number("macroF1"), 1e-12);
            report.WeightedF1.ShouldBe(golden.Number("weightedF1"), 1e-12);
            Scores.Accuracy(truth, predicted).ShouldBe(report.Accuracy, 1e-12);
            Scores.UnweightedAverageRecall(truth, predicted).ShouldBe(report.UnweightedAverageRecall, 1e-12);
            Scores.MacroF1(truth, predicted).ShouldBe(report.MacroF1, 1e-12);
            var rows = golden.GetProperty("confusion").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetInt32()).ToArray())
                .ToArray();
            for (var c = 0; c < rows.Length; c++) report.Confusion[c].ShouldBe(rows[c]);
        }
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Should.Throw<ArgumentException>(() => new ClassificationReport([], [], ["a"])).Message.ShouldContain("no samples");
        Should.Throw<ArgumentException>(() => new ClassificationReport([0], [0, 0], ["a"])).Message.ShouldContain("1 true classes but 2");
        Should.Throw<ArgumentException>(() => new ClassificationReport([0, 1], [0, 2], ["a", "b"])).Message.ShouldContain("Sample 1");
        Should.Throw<ArgumentException>(() => Scores.MacroF1([0, -1], [0, 0])).Message.ShouldContain("Sample 1");
    }
}
