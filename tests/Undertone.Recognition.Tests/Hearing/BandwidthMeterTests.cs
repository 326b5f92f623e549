using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Hearing;

public sealed class BandwidthMeterTests
{
    [Theory]
    [InlineData(8000, 16000, 3600, 4100)]
    [InlineData(8000, 48000, 3600, 4400)]
    [InlineData(16000, 48000, 7200, 8700)]
    [InlineData(22050, 44100, 10000, 11600)]
    public void A_recording_at_a_higher_rate_than_its_own_is_found_out(int own, int stored, double least, double most)
    {
        var clip = Speech(own);
        var copy = Resampler.Resample(clip, own, stored);
        for (var i = 0; i < copy.Length; i++) copy[i] = MathF.Round(copy[i] * 32768) / 32768;
        BandwidthMeter.Measure(copy, stored).ShouldBeInRange(least, most);
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(16000)]
    [InlineData(44100)]
    public void A_recording_at_its_own_rate_reaches_up_to_half_of_it(int rate) =>
        BandwidthMeter.Measure(Speech(rate), rate).ShouldBe(rate / 2.0);

    [Fact]
    public void The_level_and_the_cuts_do_not_matter()
    {
        var copy = Resampler.Resample(Speech(8000), 8000, 16000);
        var expected = BandwidthMeter.Measure(copy, 16000);
        expected.ShouldBeLessThan(4300);
        foreach (var gain in new[] { 0.001f, 0.1f, 3 })
            BandwidthMeter.Measure(Array.ConvertAll(copy, s => s * gain), 16000).ShouldBe(expected);
        var meter = new BandwidthMeter(16000);
        for (var at = 0; at < copy.Length; at += 333) meter.Add(copy.AsSpan(at, Math.Min(333, copy.Length - at)));
        meter.Finish().ShouldBe(expected);
    }

    [Fact]
    public void What_holds_nothing_counts_as_whole()
    {
        BandwidthMeter.Measure([], 16000).ShouldBe(8000);
        BandwidthMeter.Measure(new float[20_000], 16000).ShouldBe(8000);
        BandwidthMeter.Measure([0.1f, 0.2f], 1000).ShouldBe(500);
    }

    /// <summary>Noise that falls with the frequency, as the long-term spectrum of speech does.</summary>
    private static float[] Speech(int rate)
    {
        var noise = Speechlike.Bursts(3 * rate, rate, 5);
        var state = 0f;
        return Array.ConvertAll(noise, s => state = (0.7f * state) + (0.3f * s));
    }
}
