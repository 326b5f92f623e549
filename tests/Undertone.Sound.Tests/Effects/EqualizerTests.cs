using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class EqualizerTests
{
    private static readonly double[] Frequencies = [125, 250, 500, 1000, 2000, 4000];

    [Theory]
    [InlineData(16_000, new[] { 6.0, -3, 0, 4, -8, 8 })]
    [InlineData(16_000, new[] { -8.0, 8, -8, 8, -8, 8 })]
    [InlineData(44_100, new[] { 0.0, 0, 0, 0, 0, 12 })]
    [InlineData(8_000, new[] { -5.0, -4, -3, -2, -1, 0 })]
    public void Every_tone_gets_the_gain_of_the_curve(int rate, double[] gainsDb)
    {
        foreach (var hz in new[] { 90.0, 125, 177, 250, 700, 1000, 1414, 2000, 3000, 3900 })
        {
            var tone = Signals.Sine(rate, rate, hz, 0.1);
            var heard = Equalizer.Apply(new AudioClip(tone, rate), Frequencies, gainsDb).Samples;
            heard.Length.ShouldBe(tone.Length);
            var middle = (rate / 4)..(3 * rate / 4);
            var gain = Signals.Db(Signals.MeanPower(heard.AsSpan()[middle]) / Signals.MeanPower(tone.AsSpan()[middle]));
            gain.ShouldBe(Equalizer.GainDb(Frequencies, gainsDb, hz), 0.5, $"{hz} Hz");
        }
    }

    [Fact]
    public void The_curve_goes_through_its_points_and_rises_between_them_without_overshoot()
    {
        double[] gains = [-3, 5, 1, 1, -7, 2];
        for (var i = 0; i < gains.Length; i++) Equalizer.GainDb(Frequencies, gains, Frequencies[i]).ShouldBe(gains[i], 1e-12);
        Equalizer.GainDb(Frequencies, gains, 1).ShouldBe(-3);
        Equalizer.GainDb(Frequencies, gains, 20_000).ShouldBe(2);
        Equalizer.GainDb(Frequencies, gains, Math.Sqrt(125 * 250)).ShouldBe(1, 1e-12);
        for (var hz = 126.0; hz < 250; hz++)
            Equalizer.GainDb(Frequencies, gains, hz).ShouldBeGreaterThan(Equalizer.GainDb(Frequencies, gains, hz - 1));
    }

    [Fact]
    public void A_flat_curve_is_a_plain_gain_without_delay()
    {
        var noise = Noise.Of(5000, 3);
        var heard = Equalizer.Apply(new AudioClip(noise, 16_000), [1000], [-6]).Samples;
        for (var i = 0; i < noise.Length; i++) heard[i].ShouldBe((float)(noise[i] * Gain.Factor(-6)), 1e-6f);
    }

    [Fact]
    public void Curves_that_cannot_be_are_refused()
    {
        var clip = new AudioClip([1f], 16_000);
        Should.Throw<ArgumentException>(() => Equalizer.Apply(clip, [], []));
        Should.Throw<ArgumentException>(() => Equalizer.Apply(clip, [100], [1, 2]));
        Should.Throw<ArgumentException>(() => Equalizer.Apply(clip, [0], [1]));
        Should.Throw<ArgumentException>(() => Equalizer.Apply(clip, [200, 200], [1, 2]));
        Should.Throw<ArgumentException>(() => Equalizer.Apply(clip, [double.PositiveInfinity], [1]));
        Should.Throw<ArgumentException>(() => Equalizer.Apply(clip, [100], [double.NaN]));
        Should.Throw<ArgumentException>(() => Equalizer.Apply(clip, [100], [101]));
    }
}
