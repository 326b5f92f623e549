using Undertone.Recognition.Hearing;

namespace Undertone.Recognition.Tests.Hearing;

public sealed class DitherNoiseTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(2.5)]
    public void The_noise_has_the_deviation_asked_for_no_mean_and_no_memory(double steps)
    {
        var samples = new float[200_000];
        DitherNoise.Add(samples, steps);
        var noise = samples.Select(v => v * 32768.0).ToArray();
        noise.Average().ShouldBe(0, 0.02 * steps);
        Math.Sqrt(noise.Average(v => v * v)).ShouldBe(steps, 0.01 * steps);
        noise.Zip(noise.Skip(1), (a, b) => a * b).Average().ShouldBe(0, 0.02 * steps * steps);
        noise.Max().ShouldBeLessThan(steps * Math.Sqrt(6));
    }

    [Fact]
    public void The_same_samples_get_the_same_noise()
    {
        float[] first = [0.5f, -0.25f, 0], second = [0.5f, -0.25f, 0];
        DitherNoise.Add(first, 1);
        DitherNoise.Add(second, 1);
        first.ShouldBe(second);
        first.ShouldNotBe([0.5f, -0.25f, 0]);
    }
}
