using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class BabbleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void All_voices_are_equally_strong_and_together_26_dB_below_full_scale(int count)
    {
        // Tones of very different levels and rates: each can be measured in the sum.
        int[] rates = [8_000, 16_000, 44_100, 48_000, 16_000, 22_050];
        double[] tones = [300, 500, 700, 900, 1100, 1300];
        var voices = Enumerable.Range(0, count)
            .Select(i => new AudioClip(Signals.Sine(3 * rates[i], rates[i], tones[i], Gain.Factor(-10 * i)), rates[i])).ToArray();
        var babble = Babble.Mix(voices, 32_000, 16_000, 3);
        babble.SampleRateHz.ShouldBe(16_000);
        babble.Samples.Length.ShouldBe(32_000);
        Signals.Db(Signals.MeanPower(babble.Samples)).ShouldBe(-26, 0.1);
        var expected = Math.Sqrt(2 * Math.Pow(10, -2.6) / count);
        for (var i = 0; i < count; i++)
            Signals.Amplitude(babble.Samples, 16_000, tones[i]).ShouldBe(expected, 0.01 * expected, $"voice {i}");
    }

    [Fact]
    public void The_seed_chooses_the_places()
    {
        AudioClip[] voices = [new(Noise.Of(50_000, 1), 16_000), new(Noise.Of(9_000, 2), 16_000)];
        Babble.Mix(voices, 20_000, 16_000, 1).Samples.ShouldBe(Babble.Mix(voices, 20_000, 16_000, 1).Samples);
        Babble.Mix(voices, 20_000, 16_000, 1).Samples.ShouldNotBe(Babble.Mix(voices, 20_000, 16_000, 2).Samples);
    }

    [Fact]
    public void No_voice_and_a_silent_voice_are_refused()
    {
        Should.Throw<ArgumentException>(() => Babble.Mix([], 100, 16_000, 0));
        Should.Throw<ArgumentException>(() => Babble.Mix([new AudioClip(new float[100], 16_000)], 100, 16_000, 0));
    }
}
