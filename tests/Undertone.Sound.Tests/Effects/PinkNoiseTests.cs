using Undertone.Sound.Effects;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Spectral;

namespace Undertone.Sound.Tests.Effects;

public class PinkNoiseTests
{
    [Fact]
    public void The_bits_are_the_same_while_memory_is_given_back()
    {
        var expected = PinkNoise.Generate(30_000, 16_000, 5).Samples;
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            if (i % 4 == 0) GC.Collect();
            PinkNoise.Generate(30_000, 16_000, 5).Samples.SequenceEqual(expected).ShouldBeTrue();
        });
    }

    [Theory]
    [InlineData(16_000, 64_000)]
    [InlineData(16_000, 63_997)]
    [InlineData(48_000, 100_000)]
    [InlineData(8_000, 50_001)]
    public void Every_octave_has_the_same_power(int rate, int length)
    {
        var noise = PinkNoise.Generate(length, rate, 1);
        noise.Samples.Length.ShouldBe(length);
        noise.SampleRateHz.ShouldBe(rate);
        Signals.Db(Signals.MeanPower(noise.Samples)).ShouldBe(-26.02, 0.01);
        var spectra = Stft.Magnitude(noise.Samples, new StftOptions { FftSamples = 4096, HopSamples = 1024 });
        var powers = new List<double>();
        for (var low = 125.0; 2 * low < rate / 2.1; low *= 2)
        {
            var (from, to) = ((int)Math.Round(low * 4096 / rate), (int)Math.Round(2 * low * 4096 / rate));
            var sum = 0.0;
            for (var t = 0; t < spectra.Frames; t++) foreach (var m in spectra.Frame(t)[from..to]) sum += m * m;
            powers.Add(Signals.Db(sum));
        }

        powers.Count.ShouldBeGreaterThan(3);
        powers.ShouldAllBe(p => Math.Abs(p - powers.Average()) < 0.7);
    }

    [Fact]
    public void There_is_nothing_below_20_Hz_and_no_offset()
    {
        var noise = PinkNoise.Generate(160_000, 16_000, 2);
        foreach (var hz in new[] { 0.1, 1, 5, 10, 19.9 }) Signals.Amplitude(noise.Samples, 16_000, hz).ShouldBeLessThan(1e-6);
        noise.Samples.Average(s => (double)s).ShouldBe(0, 1e-7);
        Signals.Amplitude(noise.Samples, 16_000, 20).ShouldBeGreaterThan(1e-4);
    }

    [Fact]
    public void The_seed_makes_the_noise()
    {
        PinkNoise.Generate(5000, 16_000, 1).Samples.ShouldBe(PinkNoise.Generate(5000, 16_000, 1).Samples);
        PinkNoise.Generate(5000, 16_000, 1).Samples.ShouldNotBe(PinkNoise.Generate(5000, 16_000, 2).Samples);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(400)]
    public void Short_noise_has_its_level_too(int length) =>
        PinkNoise.Generate(length, 16_000, 3).Samples.ShouldAllBe(s => float.IsFinite(s));

    [Fact]
    public void Lengths_and_rates_that_hold_no_noise_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => PinkNoise.Generate(1, 16_000, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => PinkNoise.Generate(100, 39, 0));
    }
}
