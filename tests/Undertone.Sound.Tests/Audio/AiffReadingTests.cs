using Undertone.Sound.Audio;
using static Undertone.Sound.Tests.Audio.AudioBytes;
using static Undertone.Sound.Tests.Audio.WavReadingTests;

namespace Undertone.Sound.Tests.Audio;

public class AiffReadingTests
{
    [Fact]
    public void Integers_come_most_significant_byte_first()
    {
        Load(Aiff([0x40, 0, 0x80, 0])).Samples.ShouldBe([0.5f, -1]);
        Load(Aiff([0x40, 0x80, 0xFF], bits: 8)).Samples.ShouldBe([0.5f, -1, -1 / 128f]);
        Load(Aiff([0x40, 0, 0, 0x80, 0, 0], bits: 24)).Samples.ShouldBe([0.5f, -1]);
        Load(Aiff([0x40, 0, 0, 0], bits: 32)).Samples.ShouldBe([0.5f]);
        Load(Aiff([0x40, 0, 0, 0, 0x80, 0, 0x40, 0], channels: 2)).Samples.ShouldBe([0.25f, -0.25f]);
    }

    [Fact]
    public void The_encodings_of_AIFF_C_are_read()
    {
        Load(Aiff([0x40, 0], kind: "NONE")).Samples.ShouldBe([0.5f]);
        Load(Aiff([0, 0x40], kind: "sowt")).Samples.ShouldBe([0.5f]);
        Load(Aiff([0x3F, 0, 0, 0], kind: "fl32", bits: 32)).Samples.ShouldBe([0.5f]);
        Load(Aiff([0x3F, 0xE0, 0, 0, 0, 0, 0, 0], kind: "fl64", bits: 64)).Samples.ShouldBe([0.5f]);
        Load(Aiff([0xAA], kind: "alaw", bits: 8)).Samples.ShouldBe([32256 / 32768f]);
        Load(Aiff([0x80], kind: "ulaw", bits: 8)).Samples.ShouldBe([32124 / 32768f]);
    }

    [Theory]
    [InlineData(8000.0, 8000)]
    [InlineData(11025.0, 11025)]
    [InlineData(24414.0, 24414)]
    [InlineData(22254.54545, 22255)]
    [InlineData(192000.0, 192000)]
    public void The_rate_is_an_80_bit_number(double rateHz, int expected)
    {
        Load(Aiff([0x40, 0], rateHz: rateHz)).SampleRateHz.ShouldBe(expected);
    }

    [Fact]
    public void Sizes_that_a_writer_never_filled_in_mean_to_the_end()
    {
        Load(Aiff([0x40, 0, 0x80, 0], frames: 0)).Samples.ShouldBe([0.5f, -1]);
        Load(Aiff([0x40, 0, 0x80, 0], frames: 0x3F800000, soundSize: 0x7F000008)).Samples.ShouldBe([0.5f, -1]);
        LoadFromPipe(Aiff([0x40, 0, 0x80, 0], frames: 0x3F800000, soundSize: 0x7F000008)).Samples.ShouldBe([0.5f, -1]);
    }

    [Fact]
    public void A_pipe_gives_the_same_as_a_file_and_other_chunks_are_passed_over()
    {
        var data = new byte[200_000];
        new Random(1).NextBytes(data);
        var bytes = Aiff(data, beforeData: [.. BigChunk("COMT", new byte[33]), .. BigChunk("MARK", new byte[4])]);
        LoadFromPipe(bytes).Samples.ShouldBe(Load(bytes).Samples);
    }

    [Fact]
    public void Samples_before_their_description_are_found_in_a_file()
    {
        var bytes = Aiff([0x40, 0, 0x80, 0]);
        byte[] swapped = [.. bytes[..12], .. bytes[38..], .. bytes[12..38]];
        Load(swapped).Samples.ShouldBe([0.5f, -1]);
    }

    [Fact]
    public void The_content_decides_and_not_the_name()
    {
        using var file = new TemporaryFile(Aiff([0x40, 0]), "clip.wav");
        AudioInfo.Read(file.Path).ShouldBe(new AudioInfo("AIFF", "PCM 16", 16000, 1, 1));
        AudioClip.Load(file.Path).Samples.ShouldBe([0.5f]);
        using var wav = new TemporaryFile(Wav(Int16(16384)), "clip.mp3");
        AudioClip.Load(wav.Path).Samples.ShouldBe([0.5f]);
    }
}
