using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class FastConvolutionTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(5, 3, 1)]
    [InlineData(1000, 321, 160)]
    [InlineData(1024, 512, 0)]
    [InlineData(1025, 513, 256)]
    [InlineData(703, 321, 0)]
    [InlineData(704, 321, 160)]
    [InlineData(5000, 700, 699)]
    [InlineData(300, 1500, 20)]
    [InlineData(2, 1500, 1499)]
    public void The_sum_is_that_of_the_definition(int length, int taps, int delay)
    {
        var (samples, kernel) = (Noise.Of(length, 1), Noise.Of(taps, 2));
        var result = FastConvolution.Apply(samples, kernel, delay);
        result.Length.ShouldBe(length);
        for (var n = 0; n < length; n++)
        {
            var sum = 0.0;
            for (var k = 0; k < taps; k++)
            {
                var at = n + delay - k;
                if (at >= 0 && at < length) sum += (double)kernel[k] * samples[at];
            }

            result[n].ShouldBe((float)sum, 1e-5f, $"sample {n}");
        }
    }

    [Fact]
    public void Nothing_gives_nothing() => FastConvolution.Apply([], [1f, 2f], 1).ShouldBeEmpty();
}
