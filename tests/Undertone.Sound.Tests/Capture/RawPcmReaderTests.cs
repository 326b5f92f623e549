using System.Buffers.Binary;
using Undertone.Sound.Audio;
using Undertone.Sound.Capture;

namespace Undertone.Sound.Tests.Capture;

public sealed class RawPcmReaderTests
{
    private static readonly float[] Values = [0, 0.5f, -0.5f, 0.25f, -1, 0.75f, -0.125f, 0.875f];

    /// <summary>Every encoding, with how a value of Values is stored in it.</summary>
    private static readonly Dictionary<string, Func<float, byte[]>> Stored = new()
    {
        ["s16le"] = v => Bytes(2, b => BinaryPrimitives.WriteInt16LittleEndian(b, (short)(v * 32768))),
        ["s16be"] = v => Bytes(2, b => BinaryPrimitives.WriteInt16BigEndian(b, (short)(v * 32768))),
        ["s24le"] = v => Bytes(4, b => BinaryPrimitives.WriteInt32LittleEndian(b, (int)(v * (1 << 23))))[..3],
        ["s32le"] = v => Bytes(4, b => BinaryPrimitives.WriteInt32LittleEndian(b, (int)(v * 2147483648.0))),
        ["f32le"] = v => Bytes(4, b => BinaryPrimitives.WriteSingleLittleEndian(b, v)),
        ["u8"] = v => [(byte)((v * 128) + 128)],
        ["s8"] = v => [(byte)(sbyte)(v * 128)],
    };

    public static TheoryData<string> Encodings() => [.. Stored.Keys];

    [Fact]
    public void The_encodings_without_a_value_of_their_own_here_are_the_two_of_g711() =>
        RawPcmFormat.Encodings.Except(Stored.Keys).ShouldBe(["alaw", "mulaw"]);

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_gives_the_values_that_were_stored(string encoding)
    {
        var bytes = Values.SelectMany(Stored[encoding]).ToArray();
        ReadAll(new MemoryStream(bytes), new RawPcmFormat { Encoding = encoding }, 3).ShouldBe(Values);
    }

    [Fact]
    public void Blocks_are_the_same_however_the_bytes_come_and_a_frame_that_is_not_whole_is_left_out()
    {
        var random = new Random(3);
        var bytes = new byte[(2 * 2 * 1000) + 3];
        random.NextBytes(bytes);
        bytes[0] = 1;
        var format = new RawPcmFormat { Channels = 2 };
        var whole = ReadAll(new MemoryStream(bytes), format, 160);
        whole.Length.ShouldBe(1000);
        for (var i = 0; i < whole.Length; i++)
        {
            var (left, right) = (BitConverter.ToInt16(bytes, 4 * i) / 32768f, BitConverter.ToInt16(bytes, (4 * i) + 2) / 32768f);
            whole[i].ShouldBe((left + right) / 2);
        }

        for (var run = 0; run < 20; run++) ReadAll(new Dribble(bytes, new Random(run)), format, 160).ShouldBe(whole);
    }

    [Theory]
    [InlineData("RIFF")]
    [InlineData("FORM")]
    [InlineData("OggS")]
    [InlineData("fLaC")]
    public void A_file_with_a_header_is_refused(string header)
    {
        byte[] bytes = [.. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[1000]];
        var error = Should.Throw<AudioFormatException>(() => ReadAll(new MemoryStream(bytes), new RawPcmFormat(), 100));
        error.Message.ShouldBe(
            $"in: this is a file with a header ('{header}'), and samples without one are read here (at byte 0). "
            + "Read it as a file, or send raw PCM.");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    public void Samples_that_are_no_sound_are_refused_with_their_place(float bad)
    {
        var bytes = new byte[400];
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * 77), bad);
        var format = new RawPcmFormat { Encoding = "f32le" };
        Should.Throw<AudioFormatException>(() => ReadAll(new MemoryStream(bytes), format, 10)).Offset.ShouldBe(4 * 77);
    }

    [Theory]
    [InlineData(99, 1, "s16le")]
    [InlineData(1_000_001, 1, "s16le")]
    [InlineData(16000, 0, "s16le")]
    [InlineData(16000, 65, "s16le")]
    [InlineData(16000, 1, "s17le")]
    public void A_format_that_makes_no_sense_is_refused(int rate, int channels, string encoding)
    {
        var format = new RawPcmFormat { SampleRateHz = rate, Channels = channels, Encoding = encoding };
        Should.Throw<ArgumentException>(() => new RawPcmReader(Stream.Null, "in", format)).ParamName.ShouldBeNull();
    }

    private static float[] ReadAll(Stream stream, RawPcmFormat format, int blockSamples)
    {
        var reader = new RawPcmReader(stream, "in", format);
        var (all, block) = (new List<float>(), new float[blockSamples]);
        int read;
        do
        {
            read = reader.Read(block);
            all.AddRange(block.AsSpan(0, read));
        }
        while (read == blockSamples);
        return [.. all];
    }

    private static byte[] Bytes(int count, Action<byte[]> write)
    {
        var bytes = new byte[count];
        write(bytes);
        return bytes;
    }

    private sealed class Dribble(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, random.Next(1, 300))]);
    }
}
