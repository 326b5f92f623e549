using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Sound.Tests.Effects;

public class CodecLossTests
{
    [FfmpegTheory]
    [InlineData(LossyCodec.Mp3, 64_000, 16_000)]
    [InlineData(LossyCodec.Mp3, 64_000, 44_100)]
    [InlineData(LossyCodec.Mp3, 64_000, 48_000)]
    [InlineData(LossyCodec.Mp3, 32_000, 11_025)]
    [InlineData(LossyCodec.Mp3, 64_000, 20_000)]
    [InlineData(LossyCodec.Opus, 24_000, 16_000)]
    [InlineData(LossyCodec.Opus, 24_000, 48_000)]
    [InlineData(LossyCodec.Opus, 24_000, 22_050)]
    public void The_length_stays_and_the_delay_is_taken_off(LossyCodec codec, int bitsASecond, int rate)
    {
        if (CodecLoss.WhyMissing(codec) is not null) return;
        var clip = new AudioClip(Voice(rate), rate);
        var heard = CodecLoss.Apply(clip, codec, bitsASecond);
        heard.SampleRateHz.ShouldBe(rate);
        heard.Samples.Length.ShouldBe(clip.Samples.Length);
        var (lag, correlation) = Signals.Align(clip.Samples, heard.Samples, 1500);
        // Opus works on speech at 16 kHz: one sample there.
        var most = codec == LossyCodec.Opus ? Math.Max(2, rate / 16_000) : 2;
        lag.ShouldBeInRange(-most, most);
        correlation.ShouldBeGreaterThan(0.9);
        heard.Samples.ShouldNotBe(clip.Samples);
    }

    [FfmpegFact]
    public void The_same_clip_gives_the_same_bits_and_no_file_stays()
    {
        if (CodecLoss.WhyMissing(LossyCodec.Mp3) is not null) return;
        var clip = new AudioClip(Voice(16_000), 16_000);
        var first = CodecLoss.Apply(clip, LossyCodec.Mp3, 64_000);
        CodecLoss.Apply(clip, LossyCodec.Mp3, 64_000).Samples.ShouldBe(first.Samples);
        Directory.GetDirectories(Path.GetTempPath(), $"undertone-codec-{Environment.ProcessId}-*").ShouldBeEmpty();
    }

    [Fact]
    public void Without_ffmpeg_it_says_so()
    {
        var missing = new FfmpegEncoder(Ffmpeg.Missing);
        missing.WhyMissing("libopus").ShouldBe("the ffmpeg command is not on PATH");
        var error = Should.Throw<AudioFormatException>(() => missing.Encode(new AudioClip([1f], 16_000), "a.ogg", "libopus", 24_000));
        error.Message.ShouldContain("not on PATH");
        error.Message.ShouldContain("Install");
    }

    [FfmpegFact]
    public void An_encoder_that_ffmpeg_lacks_is_named() =>
        FfmpegEncoder.OnPath.WhyMissing("libnothing").ShouldBe("the ffmpeg command has no encoder libnothing");

    [Fact]
    public void Empty_clips_and_bit_rates_out_of_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => CodecLoss.Apply(new AudioClip([], 16_000), LossyCodec.Mp3, 64_000));
        Should.Throw<ArgumentException>(() => CodecLoss.Apply(new AudioClip([1f], 16_000), LossyCodec.Mp3, 7_999));
        Should.Throw<ArgumentException>(() => CodecLoss.Apply(new AudioClip([1f], 16_000), LossyCodec.Opus, 320_001));
        Should.Throw<ArgumentException>(() => CodecLoss.WhyMissing((LossyCodec)7));
    }

    /// <summary>Harmonics that rise, so that no shift but zero fits.</summary>
    private static float[] Voice(int rate)
    {
        var samples = new float[rate + 123];
        var phase = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            phase += 2 * Math.PI * (120 + 90.0 * i / rate) / rate;
            for (var h = 1; h <= 12; h++) samples[i] += (float)(0.2 / h * Math.Sin(h * phase));
        }

        return samples;
    }
}
