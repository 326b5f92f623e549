using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public sealed class ActiveLevelTests
{
    private const int Rate = 16000;

    [Fact]
    public void A_gain_moves_the_level_by_itself()
    {
        var clip = Bursting.Bursts(40_000, Rate, 1);
        var level = ActiveLevel.OfDb(clip, Rate);
        foreach (var gain in new[] { -60.0, -40, -30, -12.3, 6, 12 })
        {
            var factor = (float)Math.Pow(10, gain / 20);
            ActiveLevel.OfDb(Array.ConvertAll(clip, s => s * factor), Rate).ShouldBe(level + gain, 1e-4);
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(16)]
    [InlineData(80_000)]
    public void Silence_around_changes_nothing(int silence)
    {
        var clip = Bursting.Bursts(40_000, Rate, 2);
        // The envelope dies away in the silence behind, as it would in a longer pause.
        float[] padded = [.. new float[Rate], .. clip, .. new float[Rate]];
        float[] more = [.. new float[silence], .. padded, .. new float[silence]];
        ActiveLevel.OfDb(more, Rate).ShouldBe(ActiveLevel.OfDb(padded, Rate), silence % 16 == 0 ? 1e-9 : 0.02);
    }

    [Fact]
    public void Pauses_do_not_count()
    {
        // 300 ms on and 200 ms off, held over the pause: all active. One burst in ten seconds: that burst and its hangover alone.
        float[] burst = Bursting.Noise(Rate, 3);
        var power = 10 * Math.Log10(burst.Average(s => (double)s * s));
        float[] once = [.. new float[4 * Rate], .. burst, .. new float[5 * Rate]];
        var hangover = 10 * Math.Log10(1 / 1.35);
        ActiveLevel.OfDb(once, Rate).ShouldBeInRange(power + hangover, power - 0.5);
    }

    [Fact]
    public void The_level_of_a_steady_signal_is_its_power()
    {
        var sine = new float[5 * Rate];
        for (var i = 0; i < sine.Length; i++) sine[i] = (float)(0.1 * Math.Sin(2 * Math.PI * 200 * i / Rate));
        ActiveLevel.OfDb(sine, Rate).ShouldBe(-23.01, 0.05);
    }

    [Fact]
    public void Silence_has_none()
    {
        ActiveLevel.OfDb(new float[1000], Rate).ShouldBe(double.NegativeInfinity);
        ActiveLevel.OfDb([], Rate).ShouldBe(double.NegativeInfinity);
        double.IsFinite(ActiveLevel.OfDb([0.5f], Rate)).ShouldBeTrue();
        ActiveLevel.MeanPower(new float[5000], Rate).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => ActiveLevel.OfDb([1f], 0));
    }

    private static class Bursting
    {
        /// <summary>White noise, uniform on -0.3 to 0.3.</summary>
        public static float[] Noise(int count, int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count).Select(_ => (float)(0.6 * (random.NextDouble() - 0.5)))];
        }

        /// <summary>Bursts of noise of 300 ms with pauses of 200 ms between them, a tenth of a second of silence first.</summary>
        public static float[] Bursts(int count, int rate, int seed) =>
            [.. Noise(count, seed).Select((s, i) => ((double)i / rate + 0.4) % 0.5 >= 0.3 ? 0 : s)];
    }

    [Fact]
    public void The_envelope_of_a_constant_rises_as_two_filters_in_a_row_do()
    {
        var envelope = ActiveLevel.Envelope(Enumerable.Repeat(-0.5f, 4000).ToArray(), Rate);
        var keep = Math.Exp(-1 / (0.03 * Rate));
        for (var i = 0; i < envelope.Length; i++)
        {
            // The step response of ((1 - a) / (1 - a / z))^2, in closed form.
            var n = i + 1;
            var expected = 0.5 * (1 - (Math.Pow(keep, n) * (1 + (n * (1 - keep)))));
            envelope[i].ShouldBe(expected, 1e-9, $"sample {i}");
        }
    }
}
