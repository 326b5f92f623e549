using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Audio of a length that nobody has promised, read as far as there is room for it.</summary>
public sealed class ClipReadingTests
{
    private const int RateHz = 8000;

    [Theory]
    [InlineData(2.0, true)]
    [InlineData(2.5, true)]
    [InlineData(1.999, false)]
    public void It_is_what_load_reads_or_nothing_where_it_is_longer(double mostSeconds, bool fits)
    {
        var samples = Enumerable.Range(0, 2 * RateHz).Select(i => MathF.Sin(i * 0.1f) / 2).ToArray();
        using var bytes = new MemoryStream();
        WavWriter.Write(bytes, new AudioClip(samples, RateHz));
        using var reader = AudioReader.Open(new SlowPipe(bytes.ToArray()), "pipe");
        var clip = reader.ReadClip(mostSeconds);
        if (!fits)
        {
            clip.ShouldBeNull();
            return;
        }

        clip!.SampleRateHz.ShouldBe(RateHz);
        clip.Samples.ShouldBe(AudioClip.Load(new MemoryStream(bytes.ToArray()), "clip").Samples);
    }
}
