using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class TelephoneTests
{
    public static TheoryData<int, double, double, double> Band()
    {
        var cases = new TheoryData<int, double, double, double>();
        foreach (var rate in new[] { 8_000, 11_025, 16_000, 44_100, 48_000 })
        {
            foreach (var hz in new[] { 300.0, 310, 500, 1000, 2000, 3000, 3300, 3400 }) cases.Add(rate, hz, -0.1, 0.1);
            foreach (var hz in new[] { 50.0, 100, 180, 3550, 3700, 3900 }) cases.Add(rate, hz, -1000, -50);
            if (rate > 8_000) cases.Add(rate, 5000, -1000, -50);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Band))]
    public void The_band_from_300_to_3400_Hz_passes_and_no_other(int rate, double hz, double lowestDb, double highestDb)
    {
        var tone = new AudioClip(Signals.Sine(2 * rate, rate, hz), rate);
        var heard = Telephone.Apply(tone).Samples.AsSpan(rate / 2, rate);
        (20 * Math.Log10(Signals.Amplitude(heard, rate, hz) / 0.5)).ShouldBeInRange(lowestDb, highestDb);
    }

    [Theory]
    [InlineData(8_000, 8_001)]
    [InlineData(11_025, 20_000)]
    [InlineData(16_000, 16_001)]
    [InlineData(22_050, 12_345)]
    [InlineData(44_100, 44_099)]
    [InlineData(7_000, 9_999)]
    [InlineData(16_000, 1)]
    public void The_length_stays_and_nothing_is_delayed(int rate, int length)
    {
        var tone = new AudioClip(Signals.Sine(length, rate, 1000), rate);
        foreach (var muLaw in new[] { false, true })
        {
            var heard = Telephone.Apply(tone, muLaw);
            heard.SampleRateHz.ShouldBe(rate);
            heard.Samples.Length.ShouldBe(length);
            for (var i = length / 3; i < 2 * length / 3; i++) heard.Samples[i].ShouldBe(tone.Samples[i], 0.02f, $"sample {i}");
        }
    }

    [Fact]
    public void Mu_law_adds_the_noise_of_eight_bits_at_any_level()
    {
        for (var gain = 0; gain >= -30; gain -= 6)
        {
            var tone = new AudioClip(Signals.Sine(16_000, 8_000, 1013, Gain.Factor(gain - 1)), 8_000);
            var (clean, coded) = (Telephone.Apply(tone).Samples, Telephone.Apply(tone, muLaw: true).Samples);
            float[] noise = [.. clean.Zip(coded, (a, b) => b - a)];
            Signals.Db(Signals.MeanPower(clean) / Signals.MeanPower(noise)).ShouldBeInRange(33, 40, $"{gain} dB");
        }
    }

    [Fact]
    public void What_is_coded_at_8_kHz_has_values_of_the_table()
    {
        var coded = Telephone.Apply(new AudioClip(Noise.Of(4000, 1), 8_000), muLaw: true).Samples;
        coded.Distinct().Count().ShouldBeLessThanOrEqualTo(255);
        coded.Distinct().Count().ShouldBeGreaterThan(150);
    }
}
