using System.Buffers.Binary;
using Undertone.Sound.Audio;
using static Undertone.Sound.Tests.Audio.AudioBytes;

namespace Undertone.Sound.Tests.Audio;

public class WavReadingTests
{
    private static readonly byte[] Ramp = Int16(0, 16384, -32768, 32767);
    private static readonly float[] RampSamples = [0, 0.5f, -1, 32767 / 32768f];

    [Fact]
    public void Integers_are_divided_by_their_full_scale()
    {
        Load(Wav(Ramp)).Samples.ShouldBe(RampSamples);
        Load(Wav([0, 64, 128, 255, 192], bits: 8)).Samples.ShouldBe([-1, -0.5f, 0, 127 / 128f, 0.5f]);
        Load(Wav([0, 0, 0x80, 0xFF, 0xFF, 0x7F, 1, 0, 0], bits: 24)).Samples.ShouldBe([-1, 8388607 / 8388608f, 1 / 8388608f]);
        Load(Wav([0, 0, 0, 0x80, 0, 0, 0, 0x40], bits: 32)).Samples.ShouldBe([-1, 0.5f]);
    }

    [Fact]
    public void Floats_are_taken_as_they_are_even_beyond_full_scale()
    {
        Load(Wav(Single(0.25f, -3.5f), tag: 3, bits: 32)).Samples.ShouldBe([0.25f, -3.5f]);
        Load(Wav([.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(-2.0)], tag: 3, bits: 64)).Samples.ShouldBe([0.1f, -2f]);
    }

    [Fact]
    public void Companded_samples_follow_G711()
    {
        // The extreme and the smallest codes of ITU-T G.711, as 16-bit values.
        Load(Wav([0xAA, 0x2A, 0xD5, 0x55], tag: 6, bits: 8)).Samples.ShouldBe([32256 / 32768f, -32256 / 32768f, 8 / 32768f, -8 / 32768f]);
        Load(Wav([0x80, 0x00, 0xFF, 0x7F, 0xFE], tag: 7, bits: 8)).Samples.ShouldBe([32124 / 32768f, -32124 / 32768f, 0, 0, 8 / 32768f]);
    }

    [Fact]
    public void Channels_are_averaged_before_anything_else()
    {
        Load(Wav(Int16(100, 300, -200, 0), channels: 2)).Samples.ShouldBe([200 / 32768f, -100 / 32768f]);
        Load(Wav(Int16(3, 6, 9, 30, 60, 90), channels: 3)).Samples.ShouldBe([6 / 32768f, 60 / 32768f]);
        var many = new byte[2 * 65535 * 2];
        many[0] = 1;
        Load(Wav(many, channels: 65535, blockBytes: 0)).Samples.Length.ShouldBe(2);
    }

    [Fact]
    public void An_extensible_header_names_the_encoding_in_its_sub_format()
    {
        Load(Extensible(Int16(16384, 0), subTag: 1, channels: 2, bits: 16, validBits: 16)).Samples.ShouldBe([0.25f]);
        Load(Extensible(Single(0.5f), subTag: 3, channels: 1, bits: 32, validBits: 32)).Samples.ShouldBe([0.5f]);
        Load(Extensible([0, 0, 0, 0x40], subTag: 1, channels: 1, bits: 32, validBits: 24)).Samples.ShouldBe([0.5f]);
    }

    [Fact]
    public void Samples_of_24_bits_in_four_bytes_are_left_justified()
    {
        Load(Wav([0, 0, 0, 0x40], bits: 24, blockBytes: 4)).Samples.ShouldBe([0.5f]);
    }

    [Fact]
    public void Other_chunks_are_passed_over_padded_or_not()
    {
        byte[] unpadded = [.. Ascii("junk"), .. Little(3), 1, 2, 3];
        Load(Wav(Ramp, beforeData: Chunk("LIST", [1, 2, 3]), afterData: Chunk("id3 ", [9, 9, 9, 9]))).Samples.ShouldBe(RampSamples);
        Load(Wav(Ramp, beforeData: unpadded)).Samples.ShouldBe(RampSamples);
        Load(Wav([10, 20, 30], bits: 8, afterData: Chunk("cue ", [1, 2]))).Samples.Length.ShouldBe(3);
        Load([.. Wav(Ramp), 1, 2, 3]).Samples.ShouldBe(RampSamples);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0x7FFFF000u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0x80000000u)]
    public void A_size_that_a_writer_never_filled_in_means_to_the_end(uint size)
    {
        var bytes = Wav(Ramp, dataSize: size);
        Load(bytes).Samples.ShouldBe(RampSamples);
        LoadFromPipe(bytes).Samples.ShouldBe(RampSamples);
    }

    [Fact]
    public void An_empty_data_chunk_before_other_chunks_is_no_sound()
    {
        var error = Should.Throw<AudioFormatException>(() => Load(Wav([], afterData: Chunk("LIST", [1, 2, 3, 4]))));
        error.Message.ShouldContain("no samples");
    }

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public void A_64_bit_size_comes_from_its_own_chunk(string magic)
    {
        var sizes = new byte[28];
        BinaryPrimitives.WriteInt64LittleEndian(sizes.AsSpan(8), 6);
        var bytes = Wav(Ramp, magic: magic, dataSize: uint.MaxValue);
        byte[] file = [.. bytes[..12], .. Chunk("ds64", sizes), .. bytes[12..]];
        Load(file).Samples.ShouldBe(RampSamples[..3]);
        LoadFromPipe(file).Samples.ShouldBe(RampSamples[..3]);
    }

    [Fact]
    public void A_big_endian_file_is_read_too()
    {
        byte[] format = [.. Big16(1), .. Big16(1), .. Big(8000), .. Big(16000), .. Big16(2), .. Big16(16)];
        var clip = Load([.. Ascii("RIFX"), .. Big(0), .. Ascii("WAVE"), .. BigChunk("fmt ", format),
            .. BigChunk("data", [0x40, 0, 0x80, 0])]);
        clip.SampleRateHz.ShouldBe(8000);
        clip.Samples.ShouldBe([0.5f, -1]);
    }

    [Fact]
    public void A_pipe_gives_the_same_as_a_file()
    {
        var bytes = Wav(Int16([.. Enumerable.Range(0, 100_000).Select(i => (short)(i * 7919))]), channels: 2,
            beforeData: Chunk("LIST", new byte[201]), afterData: Chunk("id3 ", new byte[77]));
        LoadFromPipe(bytes).Samples.ShouldBe(Load(bytes).Samples);
        using var pipe = new SlowPipe(bytes);
        AudioClip.Load(pipe, "pipe", 22050).Samples.ShouldBe(Load(bytes).Resample(22050).Samples);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands_and_stays_open()
    {
        using var stream = new MemoryStream([1, 2, 3, .. Wav(Ramp)]);
        stream.Position = 3;
        AudioClip.Load(stream, "clip").Samples.ShouldBe(RampSamples);
        stream.CanRead.ShouldBeTrue();
    }

    [Fact]
    public void A_reader_gives_the_same_bits_in_blocks_of_any_size()
    {
        var bytes = Wav(Int16([.. Enumerable.Range(0, 30_000).Select(i => (short)(i * 7919))]));
        foreach (var rate in new int?[] { null, 22050, 8000 })
        {
            using var whole = new MemoryStream(bytes);
            var expected = AudioClip.Load(whole, "clip", rate).Samples;
            var random = new Random(5);
            using var stream = new MemoryStream(bytes);
            using var reader = AudioReader.Open(stream, "clip", rate);
            reader.SampleRateHz.ShouldBe(rate ?? 16000);
            var samples = new List<float>();
            var block = new float[5000];
            while (true)
            {
                var asked = random.Next(1, block.Length);
                var count = reader.Read(block.AsSpan(0, asked));
                samples.AddRange(block.AsSpan(0, count));
                if (count < asked) break;
            }

            reader.Read(block).ShouldBe(0);
            samples.ToArray().AsSpan().CommonPrefixLength(expected).ShouldBe(expected.Length);
            samples.Count.ShouldBe(expected.Length);
        }
    }

    [Fact]
    public void The_header_alone_tells_the_duration()
    {
        using var file = new TemporaryFile(Wav(new byte[64_000], channels: 2, rateHz: 8000));
        var info = AudioInfo.Read(file.Path);
        info.ShouldBe(new AudioInfo("WAV", "PCM 16", 8000, 2, 16_000));
        info.DurationSeconds.ShouldBe(2.0);
        using var empty = new TemporaryFile(Wav([]));
        AudioInfo.Read(empty.Path).Frames.ShouldBe(0);
    }

    internal static AudioClip Load(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var reader = AudioReader.Open(stream, "clip", null, Ffmpeg.Missing);
        return AudioClip.ReadAll(reader, "clip");
    }

    internal static AudioClip LoadFromPipe(byte[] bytes)
    {
        using var stream = new SlowPipe(bytes);
        using var reader = AudioReader.Open(stream, "pipe", null, Ffmpeg.Missing);
        return AudioClip.ReadAll(reader, "pipe");
    }
}
