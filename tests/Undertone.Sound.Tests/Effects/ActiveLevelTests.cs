using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class ActiveLevelTests
{
    [Theory]
    [InlineData(8000)]
    [InlineData(16000)]
    [InlineData(44100)]
    public void Pauses_and_silence_around_do_not_count(int rate)
    {
        var tone = Signals.Sine(rate, rate, 400);
        var level = ActiveLevel.MeanPower(tone, rate);
        level.ShouldBe(0.125, 1e-4);

        // Whole frames of silence, before, between and behind.
        var frame = (int)(0.02 * rate);
        float[] spread =
        [
            .. new float[50 * frame], .. tone[..(20 * frame)], .. new float[30 * frame], .. tone[(20 * frame)..], .. new float[7],
        ];
        ActiveLevel.MeanPower(spread, rate).ShouldBe(level, 1e-4);
    }

    [Fact]
    public void A_gain_moves_the_level_by_itself_at_any_level()
    {
        var samples = Signals.Bursts(32_000, 16_000);
        var level = Signals.Db(ActiveLevel.MeanPower(samples, 16_000));
        for (var gain = -80; gain <= 40; gain += 5)
            Signals.Db(ActiveLevel.MeanPower(Gain.Apply(samples, gain), 16_000)).ShouldBe(level + gain, 1e-4, $"{gain} dB");
    }

    [Theory]
    [InlineData(-29, true)]
    [InlineData(-31, false)]
    public void Frames_count_within_30_dB_of_the_loudest(double gainDb, bool counts)
    {
        var (loud, soft) = (Signals.Sine(16_000, 16_000, 400), Gain.Apply(Signals.Sine(16_000, 16_000, 400), gainDb));
        var expected = counts ? (Signals.MeanPower(loud) + Signals.MeanPower(soft)) / 2 : Signals.MeanPower(loud);
        ActiveLevel.MeanPower([.. loud, .. soft], 16_000).ShouldBe(expected, 1e-9);
    }

    [Fact]
    public void Nothing_has_no_level()
    {
        ActiveLevel.MeanPower([], 16_000).ShouldBe(0);
        ActiveLevel.MeanPower(new float[5000], 16_000).ShouldBe(0);
        ActiveLevel.MeanPower([0.5f], 16_000).ShouldBe(0.25);
        Should.Throw<ArgumentOutOfRangeException>(() => ActiveLevel.MeanPower([1f], 0));
    }
}
