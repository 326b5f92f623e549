namespace Undertone.Onnx.Tests;

/// <summary>Compares scores.</summary>
internal static class Scores
{
    /// <summary>Every score of inputs of many lengths, alone and in batches of three of one length.</summary>
    public static void ShouldAgree(ModelSketch sketch, int count, double tolerance, string what = "")
    {
        using var session = new ExportedSession(sketch.Bundle);
        var random = new Random(7);
        var labels = sketch.Bundle.Manifest.Labels.Count;
        var (worst, place, spread) = (0.0, "", 0.0);
        for (var group = 0; group < count / 3; group++)
        {
            var steps = sketch.MinimumSteps + (group == 0 ? 0 : random.Next(160));
            var samples = Enumerable.Range(0, 3).Select(_ => sketch.Input(random, steps)).ToArray();
            var together = session.Run("features", samples, sketch.Shape);
            together.Length.ShouldBe(3 * labels);
            for (var i = 0; i < 3; i++)
            {
                var expected = sketch.Answer(samples[i]);
                var alone = session.Run("features", [samples[i]], sketch.Shape);
                spread = Math.Max(spread, expected.Max() - expected.Min());
                for (var c = 0; c < labels; c++)
                {
                    Compare(alone[c], expected[c], $"input {i} of group {group} ({steps} steps), label {c}, alone");
                    Compare(together[(i * labels) + c], expected[c], $"input {i} of group {group} ({steps} steps), label {c}, of three");
                }
            }
        }

        worst.ShouldBeLessThan(tolerance, $"{what} {place}");
        spread.ShouldBeGreaterThan(0.01, "scores that are all the same show nothing");

        void Compare(float actual, float expected, string where)
        {
            var difference = Math.Abs((double)actual - expected);
            if (!(difference <= worst)) (worst, place) = (difference, $"{where}: {actual} instead of {expected}");
        }
    }
}
