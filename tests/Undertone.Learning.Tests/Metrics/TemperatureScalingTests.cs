using Undertone.Learning.Metrics;

namespace Undertone.Learning.Tests.Metrics;

public class TemperatureScalingTests
{
    [Fact]
    public void The_temperature_is_that_of_scipy_and_nothing_near_has_a_smaller_loss()
    {
        foreach (var one in GoldenJson.Load("temperature.json", "scipy-1.10").EnumerateArray())
        {
            var (truth, probabilities, weights) = (one.Ints("truth"), one.Floats("probabilities"), one.Doubles("weights"));
            var classes = (int)one.Number("classes");
            var temperature = TemperatureScaling.Fit(truth, probabilities, classes, weights);
            temperature.ShouldBe(one.Number("temperature"), 1e-5 * temperature);
            var loss = Loss(truth, probabilities, classes, weights, temperature);
            loss.ShouldBe(one.Number("loss"), 1e-6);
            foreach (var other in new[] { 0.05, 0.5, 0.9, 0.99, 1.01, 1.1, 2, 20 })
            {
                var there = Math.Clamp(temperature * other, TemperatureScaling.Lowest, TemperatureScaling.Highest);
                Loss(truth, probabilities, classes, weights, there).ShouldBeGreaterThan(loss - 1e-7, $"times {other}");
            }
        }
    }

    [Fact]
    public void Order_stays_and_confidence_falls_as_the_temperature_rises()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var logits = Enumerable.Range(0, 6).Select(_ => Math.Exp(6 * random.NextDouble())).ToArray();
            var probabilities = logits.Select(l => (float)(l / logits.Sum())).ToArray();
            var last = double.PositiveInfinity;
            foreach (var temperature in new[] { 0.05, 0.3, 0.9, 1, 1.1, 3, 20 })
            {
                var scaled = (float[])probabilities.Clone();
                TemperatureScaling.Apply(scaled, temperature);
                scaled.Sum(p => (double)p).ShouldBe(1, 1e-6);
                for (var a = 0; a < scaled.Length; a++)
                {
                    for (var b = 0; b < scaled.Length; b++)
                        if (probabilities[a] > probabilities[b]) scaled[a].ShouldBeGreaterThanOrEqualTo(scaled[b]);
                }

                ((double)scaled.Max()).ShouldBeLessThanOrEqualTo(last + 1e-7);
                last = scaled.Max();
            }
        }
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.4f)]
    [InlineData(0.0f)]
    public void The_best_answer_stays_the_best_however_near_the_next_one_is(float value)
    {
        foreach (var temperature in new[] { 0.05, 0.5, 1.7, 19.9, 20 })
        {
            float[] close = [value, MathF.BitIncrement(value), 1 - (2 * value)];
            var best = Array.IndexOf(close, close.Max());
            TemperatureScaling.Apply(close, temperature);
            Array.IndexOf(close, close.Max()).ShouldBe(best);
            float[] pair = [value, MathF.BitIncrement(value)];
            TemperatureScaling.Apply(pair, temperature);
            Array.IndexOf(pair, pair.Max()).ShouldBe(1);
        }
    }

    [Fact]
    public void At_1_not_a_bit_changes()
    {
        float[] probabilities = [0.1f, 0.30000001f, 0.6f];
        TemperatureScaling.Apply(probabilities, 1);
        probabilities.ShouldBe([0.1f, 0.30000001f, 0.6f]);
    }

    [Fact]
    public void A_sample_of_weight_2_counts_as_two()
    {
        float[] once = [0.7f, 0.3f, 0.6f, 0.4f, 0.2f, 0.8f];
        float[] twice = [.. once, 0.2f, 0.8f];
        TemperatureScaling.Fit([0, 1, 1], once, 2, [1, 1, 2])
            .ShouldBe(TemperatureScaling.Fit([0, 1, 1, 1], twice, 2, [1, 1, 1, 1]), 1e-9);
    }

    [Fact]
    public void Answers_that_are_all_right_or_all_wrong_end_at_a_limit()
    {
        TemperatureScaling.Fit([0], [0.9f, 0.1f], 2, [1]).ShouldBe(TemperatureScaling.Lowest, 1e-9);
        TemperatureScaling.Fit([1], [0.9f, 0.1f], 2, [1]).ShouldBe(TemperatureScaling.Highest, 1e-9);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Should.Throw<ArgumentException>(() => TemperatureScaling.Fit([0], [0.9f, 0.1f], 2, []));
        Should.Throw<ArgumentException>(() => TemperatureScaling.Fit([0], [0.9f, 0.1f], 2, [-1]));
        Should.Throw<ArgumentException>(() => TemperatureScaling.Fit([0], [0.9f, 0.1f], 2, [0]));
        Should.Throw<ArgumentException>(() => TemperatureScaling.Fit([0], [0.9f, 0.1f], 2, [double.NaN]));
        foreach (var temperature in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Should.Throw<ArgumentOutOfRangeException>(() => TemperatureScaling.Apply([0.5f, 0.5f], temperature));
    }

    private static double Loss(int[] truth, float[] probabilities, int classes, double[] weights, double temperature)
    {
        var sum = 0.0;
        for (var i = 0; i < truth.Length; i++)
        {
            var row = probabilities.Skip(i * classes).Take(classes)
                .Select(p => Math.Pow(Math.Max(p, 1.1920928955078125e-07), 1 / temperature)).ToArray();
            sum -= weights[i] * Math.Log(row[truth[i]] / row.Sum());
        }

        return sum / weights.Sum();
    }
}
