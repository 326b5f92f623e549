using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class RoomsTests
{
    [Theory]
    [InlineData(16_000, 0.3, 0, 0)]
    [InlineData(16_000, 0.8, 0, 1)]
    [InlineData(48_000, 0.3, 6, 2)]
    [InlineData(8_000, 0.5, -6, 3)]
    [InlineData(44_100, 2.0, 3, 4)]
    [InlineData(16_000, 0.15, 10, 5)]
    public void Reverberation_lasts_as_long_and_is_as_strong_as_asked(int rate, double seconds, double directDb, int seed)
    {
        var options = new RoomOptions { ReverberationSeconds = seconds, DirectToReverberantDb = directDb, Seed = (ulong)seed };
        var response = Rooms.ImpulseResponse(rate, options);
        response[0].ShouldBe(1);
        var gap = (int)Math.Round(0.0025 * rate);
        response[1..gap].ShouldAllBe(v => v == 0);
        Signals.Db(1 / (Signals.MeanPower(response.AsSpan(1)) * (response.Length - 1))).ShouldBe(directDb, 0.001);
        Rt60(response[gap..], rate).ShouldBe(seconds, 0.06 * seconds);
    }

    [Fact]
    public void A_clip_is_heard_through_the_response()
    {
        var options = new RoomOptions { ReverberationSeconds = 0.4, Seed = 7 };
        var response = Rooms.ImpulseResponse(16_000, options);
        var click = new float[16_000];
        click[1000] = 0.5f;
        var heard = Rooms.Apply(new AudioClip(click, 16_000), options).Samples;
        heard.Length.ShouldBe(16_000);
        for (var i = 0; i < heard.Length; i++)
        {
            var expected = i >= 1000 && i - 1000 < response.Length ? 0.5f * response[i - 1000] : 0;
            heard[i].ShouldBe(expected, 1e-6f, $"sample {i}");
        }
    }

    [Fact]
    public void What_rings_on_is_cut_with_the_clip() =>
        Rooms.Apply(new AudioClip(Noise.Of(777, 1), 16_000), new RoomOptions { ReverberationSeconds = 3 }).Samples.Length.ShouldBe(777);

    [Fact]
    public void The_seed_makes_the_room()
    {
        var options = new RoomOptions { Seed = 1 };
        Rooms.ImpulseResponse(16_000, options).ShouldBe(Rooms.ImpulseResponse(16_000, options));
        Rooms.ImpulseResponse(16_000, options).ShouldNotBe(Rooms.ImpulseResponse(16_000, options with { Seed = 2 }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(10.1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void Rooms_that_cannot_be_are_refused(double seconds, double directDb)
    {
        var options = new RoomOptions { ReverberationSeconds = seconds, DirectToReverberantDb = directDb };
        Should.Throw<ArgumentOutOfRangeException>(() => Rooms.ImpulseResponse(16_000, options));
    }

    /// <summary>
    /// Schroeder's backward integration (1965): the slope of the energy that is still to come, from 5 to 35 dB below its start.
    /// </summary>
    private static double Rt60(float[] tail, int rate)
    {
        var left = new double[tail.Length];
        var sum = 0.0;
        for (var i = tail.Length - 1; i >= 0; i--) left[i] = sum += (double)tail[i] * tail[i];
        var decay = left.Select(e => Signals.Db(e / sum)).ToArray();
        var (from, to) = (Array.FindIndex(decay, d => d <= -5), Array.FindIndex(decay, d => d <= -35));
        var points = Enumerable.Range(from, to - from).Select(i => ((double)i / rate, decay[i])).ToArray();
        var (x, y) = (points.Average(p => p.Item1), points.Average(p => p.Item2));
        var slope = points.Sum(p => (p.Item1 - x) * (p.Item2 - y)) / points.Sum(p => (p.Item1 - x) * (p.Item1 - x));
        return -60 / slope;
    }
}
