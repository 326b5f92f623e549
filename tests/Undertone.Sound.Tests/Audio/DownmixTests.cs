using Undertone.Sound.Audio;
using static Undertone.Sound.Tests.Audio.AudioBytes;

namespace Undertone.Sound.Tests.Audio;

/// <summary>Several channels become one without losing what they carry.</summary>
public class DownmixTests
{
    private const int RateHz = 16000;

    [Theory]
    [InlineData(-1f, true)]
    [InlineData(-0.8f, true)]
    [InlineData(-1.2f, true)]
    [InlineData(-0.4f, false)]
    [InlineData(0f, false)]
    [InlineData(0.5f, false)]
    [InlineData(1f, false)]
    public void A_second_channel_of_opposite_phase_does_not_silence_the_first(float gain, bool cancels)
    {
        var left = Noise.Of(40_000, seed: 1);
        var right = Array.ConvertAll(left, s => gain * s);
        var clip = Load(left, right);
        clip.Findings!.ChannelsCancel.ShouldBe(cancels);
        clip.Findings.TakenChannel.ShouldBe(cancels ? gain < -1 ? 1 : 0 : null);
        var expected = cancels ? gain < -1 ? right : left : left.Zip(right, (l, r) => (l + r) / 2).ToArray();
        clip.Samples.ShouldBe(expected);
    }

    [Fact]
    public void Channels_that_merely_differ_are_averaged()
    {
        var (left, right) = (Noise.Of(40_000, seed: 2), Noise.Of(40_000, seed: 3));
        var clip = Load(left, right);
        clip.Findings!.ChannelsCancel.ShouldBeFalse();
        clip.Samples.ShouldBe(left.Zip(right, (l, r) => (l + r) / 2));
        Load(new float[40_000], new float[40_000]).Findings!.ChannelsCancel.ShouldBeFalse();
        float[][] eight = [.. Enumerable.Range(0, 8).Select(c => c == 5 ? left : new float[40_000])];
        Load(eight).Findings!.ChannelsCancel.ShouldBeFalse("one sounding channel of eight");
        var half = left.Zip(right, (l, r) => -0.8f * l + 0.6f * r).ToArray();
        Load(left, half).Findings!.ChannelsCancel.ShouldBeFalse("a correlation of -0.8");
    }

    [Fact]
    public void Of_many_channels_the_loudest_is_taken_where_they_cancel()
    {
        var voice = Noise.Of(40_000, seed: 4);
        var clip = Load(
            Array.ConvertAll(voice, s => 0.2f * s), Array.ConvertAll(voice, s => -0.5f * s),
            Array.ConvertAll(voice, s => 0.6f * s), Array.ConvertAll(voice, s => -0.3f * s));
        clip.Findings!.TakenChannel.ShouldBe(2);
        clip.Samples.ShouldBe(Array.ConvertAll(voice, s => 0.6f * s));
    }

    [Fact]
    public void Noise_before_the_voice_does_not_hide_that_the_voice_cancels()
    {
        var (voice, hissLeft, hissRight) = (Noise.Of(64_000, seed: 5), Noise.Of(64_000, seed: 6), Noise.Of(64_000, seed: 7));
        for (var i = 0; i < voice.Length; i++)
        {
            var level = i < RateHz ? 0 : 1;
            (hissLeft[i], hissRight[i]) = (level * voice[i] + 0.01f * hissLeft[i], -level * voice[i] + 0.01f * hissRight[i]);
        }

        var clip = Load(hissLeft, hissRight);
        clip.Findings!.ChannelsCancel.ShouldBeTrue();
        clip.Samples[RateHz..].ShouldBe(clip.Findings.TakenChannel == 0 ? hissLeft[RateHz..] : hissRight[RateHz..]);
        clip.Samples[..RateHz].ShouldBe(hissLeft.Zip(hissRight, (l, r) => (l + r) / 2).Take(RateHz));
    }

    [Fact]
    public void Quiet_noise_of_opposite_phase_before_the_voice_leaves_the_voice_averaged()
    {
        var (left, right) = (Noise.Of(64_000, seed: 8), Noise.Of(64_000, seed: 9));
        for (var i = 0; i < RateHz; i++) (left[i], right[i]) = (0.001f * left[i], -0.001f * left[i]);
        var clip = Load(left, right);
        clip.Findings!.ChannelsCancel.ShouldBeFalse();
        clip.Samples[RateHz..].ShouldBe(left.Zip(right, (l, r) => (l + r) / 2).Skip(RateHz));
    }

    [Fact]
    public void A_stream_in_blocks_of_any_size_gives_what_the_whole_file_gives()
    {
        var (voice, other) = (Noise.Of(50_000, seed: 10), Noise.Of(50_000, seed: 11));
        var right = voice.Select((s, i) => i < 5_000 ? other[i] * 0.05f : -0.9f * s).ToArray();
        var bytes = Wav(Single(Interleave(voice, right)), tag: 3, bits: 32, channels: 2);
        var random = new Random(3);
        foreach (var rateHz in new int?[] { null, 8000, 22050 })
        {
            using var whole = new MemoryStream(bytes);
            var clip = AudioClip.Load(whole, "clip", rateHz);
            for (var round = 0; round < 4; round++)
            {
                using var reader = AudioReader.Open(new SlowPipe(bytes), "pipe", rateHz);
                var samples = new List<float>();
                var block = new float[1 + random.Next(5000)];
                for (int count; (count = reader.Read(block)) > 0;) samples.AddRange(block[..count]);
                samples.ShouldBe(clip.Samples);
                reader.Findings.ShouldBe(clip.Findings);
            }

            clip.Findings!.ChannelsCancel.ShouldBeTrue();
            clip.Resample(11025).Findings.ShouldBe(clip.Findings);
        }
    }

    private static AudioClip Load(params float[][] channels)
    {
        using var stream = new MemoryStream(Wav(Single(Interleave(channels)), tag: 3, bits: 32, channels: channels.Length));
        return AudioClip.Load(stream, "clip");
    }

    private static float[] Interleave(params float[][] channels)
    {
        var samples = new float[channels.Length * channels[0].Length];
        for (var i = 0; i < samples.Length; i++) samples[i] = channels[i % channels.Length][i / channels.Length];
        return samples;
    }
}
