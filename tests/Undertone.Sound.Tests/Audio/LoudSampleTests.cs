using Undertone.Sound.Audio;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Tests.Features;
using static Undertone.Sound.Tests.Audio.AudioBytes;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Samples beyond full scale are read and said; absurd ones are refused with their place.</summary>
public class LoudSampleTests
{
    [Theory]
    [InlineData(4.4e9)]
    [InlineData(-1e18)]
    [InlineData(1e30)]
    [InlineData(-3.4e38)]
    public void An_absurd_sample_is_refused_with_its_place(double bad)
    {
        Refuses(Wav(Single(0, 0, (float)bad, 0), tag: 3, bits: 32), 52);
        Refuses(Wav(Single(0, 0, 0, (float)bad), tag: 3, bits: 32, channels: 2), 52);
        Refuses(Wav([.. BitConverter.GetBytes(0.5), .. BitConverter.GetBytes(bad)], tag: 3, bits: 64), 52);
        var many = new float[60_000];
        many[50_001] = (float)bad;
        Refuses(Wav(Single(many), tag: 3, bits: 32), 44 + 4 * 50_001);
        Refuses(Wav(Single(many), tag: 3, bits: 32, channels: 3), 44 + 12 * (50_001 / 3));
    }

    [Theory]
    [InlineData(0.25f, false)]
    [InlineData(1.5f, false)]
    [InlineData(10f, false)]
    [InlineData(11f, true)]
    [InlineData(32768f, true)]
    [InlineData(-2147483648f, true)]
    [InlineData(4294967296f, true)]
    public void A_peak_beyond_full_scale_is_read_and_said(float peak, bool isFar)
    {
        foreach (var channels in new[] { 1, 2, 3 })
        {
            var samples = new float[30_000];
            samples[29_000] = peak;
            using var stream = new MemoryStream(Wav(Single(samples), tag: 3, bits: 32, channels: channels));
            var clip = AudioClip.Load(stream, "clip");
            clip.Findings!.Peak.ShouldBe(Math.Abs(peak));
            clip.Findings.IsFarBeyondFullScale.ShouldBe(isFar);
        }
    }

    [Fact]
    public void The_peak_of_integers_is_at_most_full_scale()
    {
        using var stream = new MemoryStream(Wav(Int16(100, short.MinValue, 7)));
        AudioClip.Load(stream, "clip").Findings!.Peak.ShouldBe(1);
        new AudioClip([3], 16000).Findings.ShouldBeNull();
    }

    [Fact]
    public void No_feature_overflows_at_the_largest_magnitude_that_is_read()
    {
        var samples = Noise.Of(22_050, seed: 12);
        var scale = AudioFindings.LargestMagnitude / samples.Max(MathF.Abs);
        for (var i = 0; i < samples.Length; i++) samples[i] *= scale;
        foreach (var name in FeatureCatalog.Names)
        {
            new FeatureExtractor([FeatureCatalog.Parse(name)], 22050).Extract(samples)[0].Values.ShouldHaveValues(name);
        }
    }

    private static void Refuses(byte[] bytes, long offset)
    {
        using var stream = new MemoryStream(bytes);
        var error = Should.Throw<AudioFormatException>(() => AudioClip.Load(stream, "clip"));
        error.Offset.ShouldBe(offset);
        error.Message.ShouldContain("full scale is 1");
    }
}
