using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Tests.Evaluation;

public class CalibrationTests
{
    [Fact]
    public void The_error_by_hand()
    {
        // Four answers of 0.9, of which two are right, in each of two folds: the error is 0.4. The other fold asks for a confidence of one
        // half, the least that there is with two labels, and then the error is 0.
        var tested = new[] { 1, 2 }.SelectMany(fold => new[] { 0, 0, 1, 1 }.Select(truth => Of("a", fold, truth, 0.9f))).ToArray();
        var calibration = Calibration.Of(tested);
        calibration.ErrorBefore.ShouldBe(0.4, 1e-6);
        calibration.Temperature.ShouldBe(TemperatureScaling.Highest, 1e-6);
        calibration.ErrorAfter!.Value.ShouldBe(Math.Pow(9, 1 / 20.0) / (1 + Math.Pow(9, 1 / 20.0)) - 0.5, 1e-6);
    }

    [Fact]
    public void Answers_that_are_right_as_often_as_they_say_stay_as_they_are()
    {
        var tested = Enumerable.Range(0, 100).Select(i => Of("a", (i % 5) + 1, i / 5 % 5 < 4 ? 0 : 1, 0.8f)).ToArray();
        var calibration = Calibration.Of(tested);
        calibration.Temperature.ShouldBe(1, 1e-6);
        calibration.ErrorBefore.ShouldBe(0, 1e-6);
        calibration.ErrorAfter!.Value.ShouldBe(0, 1e-6);
        calibration.UncertainBelow.ShouldBe(0.8, 1e-6);
        calibration.Coverage.ShouldBe(1);
        calibration.Accuracy.ShouldBe(0.8);
    }

    [Fact]
    public void A_large_corpus_counts_as_much_as_a_small_one()
    {
        var small = Enumerable.Range(0, 20).Select(i => Of("small", (i % 2) + 1, i / 2 % 2, 0.8f)).ToArray();
        var large = Enumerable.Range(0, 40).Select(i => Of("large", (i % 2) + 1, 0, 0.8f)).ToArray();
        var (both, more) = (Calibration.Of([.. small, .. large]), Calibration.Of([.. small, .. large, .. large, .. large]));
        more.Temperature.ShouldBe(both.Temperature, 1e-9);
        // Three right of four, on the mean of the corpora, at log odds of ln 4: the temperature that turns 0.8 into 0.75.
        both.Temperature.ShouldBe(Math.Log(4) / Math.Log(3), 1e-6);
    }

    [Fact]
    public void The_temperature_that_judges_a_fold_has_not_seen_it()
    {
        var first = Enumerable.Range(0, 20).Select(i => Of("a", 1, i % 5 < 4 ? 0 : 1, 0.9f)).ToArray();
        var second = Enumerable.Range(0, 20).Select(i => Of("a", 2, i % 5 < 3 ? 0 : 1, 0.7f)).ToArray();
        // Fold 2 asks for log odds of ln 1.5 where it has ln (7/3), fold 1 for ln 4 where it has ln 9.
        double Scaled(double p, double temperature) => 1 / (1 + Math.Pow((1 - p) / p, 1 / temperature));
        var (ofFirst, ofSecond) = (Math.Log(9) / Math.Log(4), Math.Log(7.0 / 3) / Math.Log(1.5));
        var expected = (Math.Abs(Scaled(0.9, ofSecond) - 0.8) + Math.Abs(Scaled(0.7, ofFirst) - 0.6)) / 2;
        var together = Calibration.Of([.. first, .. second]);
        // The confidences lie in bins of their own.
        together.ErrorAfter!.Value.ShouldBe(expected, 1e-5);
        Calibration.Of(first).ErrorAfter.ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    public void The_limit_is_the_lowest_that_keeps_the_accuracy(int speakers)
    {
        var sample = SampleEvaluation.Create(speakers: speakers, utterances: 397);
        var calibration = Calibration.Of(sample.Tested);
        calibration.Coverage.ShouldBeGreaterThanOrEqualTo(Calibration.LeastCoverage);
        foreach (var row in calibration.Table)
        {
            if (row.Coverage < Calibration.LeastCoverage) continue;
            if (row.Confidence < calibration.UncertainBelow) row.Accuracy!.Value.ShouldBeLessThan(Calibration.TargetAccuracy);
        }

        for (var i = 1; i < calibration.Table.Count; i++)
            calibration.Table[i].Coverage.ShouldBeLessThanOrEqualTo(calibration.Table[i - 1].Coverage);
        if (calibration.Coverage > 0.11) calibration.Accuracy.ShouldBeGreaterThanOrEqualTo(Calibration.TargetAccuracy);
    }

    [Fact]
    public void Where_no_limit_keeps_the_accuracy_the_surest_tenth_is_kept()
    {
        var tested = Enumerable.Range(0, 50).Select(i => Of("a", (i % 2) + 1, i % 3 == 0 ? 0 : 1, 0.6f + (0.005f * i))).ToArray();
        var calibration = Calibration.Of(tested);
        calibration.Coverage.ShouldBe(0.1, 1e-9);
        calibration.Accuracy.ShouldBeLessThan(Calibration.TargetAccuracy);
    }

    [Fact]
    public void Json_and_words_say_the_same()
    {
        var calibration = Calibration.Of(SampleEvaluation.Create().Tested);
        var json = calibration.ToJson();
        json["temperature"]!.GetValue<double>().ShouldBe(calibration.Temperature);
        json["eceAfter"]!.GetValue<double>().ShouldBe(calibration.ErrorAfter!.Value);
        json["table"]!.AsArray().Count.ShouldBe(6);
        calibration.Describe().ShouldContain(FormattableString.Invariant($"temperature of {calibration.Temperature:0.000}"));
    }

    private static TestedUtterance Of(string corpus, int fold, int truth, float first) => new(
        new Utterance { Path = "x", RelativePath = "x", Emotion = "sad", Speaker = "1", Corpus = corpus }, fold, truth, [first, 1 - first]);
}
