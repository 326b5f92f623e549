using Undertone.Recognition.Hearing;

namespace Undertone.Recognition.Tests.Hearing;

public sealed class HighPassTests
{
    [Theory]
    [InlineData(8000)]
    [InlineData(16000)]
    [InlineData(48000)]
    [InlineData(192000)]
    public void The_response_is_that_of_scipys_Butterworth_filter(int rate)
    {
        // scipy.signal.lfilter of an impulse; here it stands behind one zero, since the first sample counts as the offset.
        var expected = NpyArray.Load(Path.Combine(Repository.Golden, "scipy-1.10", $"highpass_{rate}.npy")).Values;
        var impulse = new float[expected.Length + 1];
        impulse[1] = 1;
        var response = HighPass.Apply(impulse, rate);
        for (var i = 0; i < expected.Length; i++) ((double)response[i + 1]).ShouldBe(expected[i], 1e-7, $"sample {i}");
    }

    [Theory]
    [InlineData(0.2f)]
    [InlineData(-0.03f)]
    public void An_offset_leaves_no_trace(float offset)
    {
        var clip = Speechlike.Noise(20_000, 1);
        var moved = Array.ConvertAll(clip, s => s + offset);
        var (plain, filtered) = (HighPass.Apply(clip, 16000), HighPass.Apply(moved, 16000));
        // Half a step of a float at 0.2, added up by the filter's slow decay.
        for (var i = 0; i < clip.Length; i++) ((double)filtered[i]).ShouldBe(plain[i], 5e-8, $"sample {i}");
    }

    [Fact]
    public void A_stream_and_a_clip_come_out_the_same()
    {
        var clip = Speechlike.Noise(5000, 2);
        var whole = HighPass.Apply(clip, 44100);
        foreach (var cut in new[] { 1, 7, 4999 })
        {
            var filter = new HighPass(44100);
            var parts = new float[clip.Length];
            for (var at = 0; at < clip.Length; at += cut)
            {
                var count = Math.Min(cut, clip.Length - at);
                filter.Filter(clip.AsSpan(at, count), parts.AsSpan(at, count));
            }

            parts.ShouldBe(whole, $"cut by {cut}");
        }
    }

    [Fact]
    public void Nothing_stays_nothing() => HighPass.Apply([], 16000).ShouldBeEmpty();
}
