using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public sealed class LowPassTests
{
    [Theory]
    [InlineData(16000, 7200)]
    [InlineData(16000, 3400)]
    [InlineData(22050, 6900)]
    [InlineData(8000, 1000)]
    public void What_lies_below_passes_and_what_lies_above_does_not(int rate, double cutoff)
    {
        var half = 0.0125 * rate;
        foreach (var below in new[] { 100, 0.5 * cutoff, cutoff - half }) Gain(rate, cutoff, below).ShouldBe(1, 2e-4, $"{below} Hz");
        Gain(rate, cutoff, cutoff).ShouldBe(0.5, 0.01);
        foreach (var above in new[] { cutoff + half, (cutoff + (rate / 2.0)) / 2 }.Where(f => f >= cutoff + half && f < 0.49 * rate))
            Gain(rate, cutoff, above).ShouldBeLessThan(2e-4, $"{above} Hz");
    }

    [Fact]
    public void There_is_no_delay_and_the_length_stays()
    {
        var samples = new float[1001];
        samples[500] = 1;
        var filtered = LowPass.Apply(samples, 16000, 4000);
        filtered.Length.ShouldBe(1001);
        for (var k = 1; k <= 500; k++) filtered[500 + k].ShouldBe(filtered[500 - k], 1e-9f, $"sample {k}");
        filtered[500].ShouldBe(0.5f, 1e-3f);
    }

    [Fact]
    public void At_half_the_rate_and_above_nothing_is_taken_off()
    {
        float[] samples = [1, -1, 0.5f];
        LowPass.Apply(samples, 16000, 8000).ShouldBe(samples);
        LowPass.Apply(samples, 16000, 9000).ShouldBe(samples);
        LowPass.Apply([], 16000, 100).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_no_frequency_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => LowPass.Apply([0], 16000, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => LowPass.Apply([0], 16000, double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => LowPass.Apply([0], 0, 100));
    }

    private static double Gain(int rate, double cutoff, double frequency)
    {
        var tone = new float[4000];
        for (var i = 0; i < tone.Length; i++) tone[i] = (float)Math.Sin(2 * Math.PI * frequency * i / rate);
        var filtered = LowPass.Apply(tone, rate, cutoff);
        return Math.Sqrt(filtered[500..3500].Average(s => (double)s * s) / tone[500..3500].Average(s => (double)s * s));
    }
}
