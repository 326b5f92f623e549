using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Audio;

public class WavWriterTests
{
    [Fact]
    public void Floats_come_back_bit_for_bit()
    {
        var clip = new AudioClip(Noise.Of(20_001, seed: 4), 22050);
        using var file = new TemporaryFile();
        WavWriter.Write(file.Path, clip, WavSampleFormat.IeeeFloat);
        var back = AudioClip.Load(file.Path);
        back.SampleRateHz.ShouldBe(22050);
        back.Samples.ShouldBe(clip.Samples);
    }

    [Fact]
    public void Sixteen_bits_come_back_rounded_and_clipped()
    {
        var samples = Noise.Of(20_001, seed: 4);
        for (var i = 0; i < samples.Length; i++) samples[i] *= 0.99f;
        (samples[0], samples[1], samples[2]) = (2, -2, 1);
        using var stream = new MemoryStream();
        WavWriter.Write(stream, new AudioClip(samples, 16000));
        stream.Position = 0;
        var back = AudioClip.Load(stream, "written").Samples;
        back[..3].ShouldBe([32767 / 32768f, -1, 32767 / 32768f]);
        Close.Assert(back.AsSpan(3), samples.AsSpan(3), 0.5 / 32768 + 1e-9, 0, "rounded");
        for (var value = short.MinValue; value < short.MaxValue; value++)
        {
            // What was read from 16 bits is written as the same 16 bits.
            MathF.Round(value / 32768f * 32768f).ShouldBe(value);
        }
    }

    [Fact]
    public void A_file_is_replaced_whole_or_not_at_all()
    {
        using var file = new TemporaryFile([1, 2, 3]);
        Should.Throw<ArgumentException>(() => WavWriter.Write(file.Path, new AudioClip([0, float.NaN], 16000)))
            .Message.ShouldContain("Sample 1");
        File.ReadAllBytes(file.Path).ShouldBe([1, 2, 3]);
        WavWriter.Write(file.Path, new AudioClip([0], 16000));
        File.ReadAllBytes(file.Path).Length.ShouldBe(46);
        Directory.GetFiles(Path.GetDirectoryName(file.Path)!).Length.ShouldBe(1);
    }
}
