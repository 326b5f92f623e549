using System.Buffers.Binary;
using Undertone.Sound.Audio;
using Undertone.Sound.Audio.Containers;
using static Undertone.Sound.Tests.Audio.AudioBytes;

namespace Undertone.Sound.Tests.Audio;

/// <summary>The blocks of each container, built byte by byte and cut at every place.</summary>
public class ContainerTests
{
    private static readonly byte[] Guid = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    private static readonly (string Name, byte[][] Blocks)[] Files =
    [
        // The last block ends the file; where an earlier one ends, only formats that count their audio can tell. Padding counts as blocks.
        ("Ogg", [Ogg(2, [.. "OpusHead"u8, .. new byte[11]]), Ogg(0, new byte[700]), Ogg(0, new byte[3000]), Ogg(4, new byte[90])]),
        ("MPEG-4", [Box("ftyp", 24), Box("free", 0), Box("moov", 500),
            [.. Big(1), .. "mdat"u8, .. Big(0), .. Big(1016), .. new byte[1000]]]),
        ("CAF", [[.. "caff"u8, 0, 1, 0, 0], [.. "desc"u8, .. Big(0), .. Big(32), .. new byte[32]],
            [.. "data"u8, .. Big(0), .. Big(900), .. new byte[900]]]),
        ("Wave64", [[.. GuidChunks.Wave64, .. Long(1000), .. Guid], [.. Guid, .. Long(44), .. new byte[20]], [0], [0], [0], [0],
            [.. Guid, .. Long(824), .. new byte[800]]]),
        ("ASF", [[.. GuidChunks.Asf, .. Long(333), .. new byte[309]], [.. Guid, .. Long(1001), .. new byte[977]]]),
        ("WavPack", [WavPack(300), WavPack(500), WavPack(77)]),
        ("AU", [[.. ".snd"u8, .. Big(28), .. Big(700), .. Big(3), .. Big(16000), .. Big(1), .. new byte[704]]]),
        ("Matroska", [[0x1A, 0x45, 0xDF, 0xA3, 0x9F, .. new byte[31]], [0x18, 0x53, 0x80, 0x67, 0x41, 0xF4, .. new byte[500]]]),
        ("RIFF", [[.. "RIFF"u8, .. Little(0), .. "WAVE"u8], Chunk("LIST", new byte[31])[..^1], [0], Chunk("data", new byte[600])]),
        ("AIFF", [[.. "FORM"u8, .. Big(0), .. "AIFC"u8], BigChunk("COMM", new byte[24]), BigChunk("SSND", new byte[600])]),
        ("mp3", [Mp3("Info", 900)]),
        ("mp3", [[.. "ID3"u8, 4, 0, 0, 0, 0, 3, 0, .. new byte[384]], Mp3("Xing", 900)]),
        ("mp3", [Mp3("VBRI", 900)]),
    ];

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, Files.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_cut_inside_a_block_is_told_from_files_and_pipes_alike(int place)
    {
        var (name, blocks) = Files[place];
        byte[] whole = [.. blocks.SelectMany(b => b)];
        var ends = new HashSet<int>();
        for (int i = 0, at = 0; i < blocks.Length; i++) ends.Add(at += blocks[i].Length);
        var random = new Random(5);
        for (var length = 64; length <= whole.Length; length++)
        {
            // Three bytes behind a tag tell nothing.
            if (place == 11 && length is > 394 and < 398) continue;
            var bytes = whole[..length];
            using var input = new ByteInput(new MemoryStream(bytes), "clip", ownsStream: true);
            AudioFormatException? error = null;
            try
            {
                ContainerWatch.RequireWhole(input)?.Name.ShouldBe(name);
            }
            catch (AudioFormatException e)
            {
                error = e;
            }

            var what = $"{length} of {whole.Length} bytes";
            if (length == whole.Length) error.ShouldBeNull(what);
            else if (!ends.Contains(length) || name == "Ogg") error.ShouldNotBeNull(what);
            FromPipe(bytes, random).ShouldBe(error is not null, what);
            if (error is not null)
            {
                error.Message.ShouldContain(
                    length <= 394 && place == 11 ? "the tagged file ends" : $"the {name} file ends", Case.Sensitive, what);
            }
        }
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(66_150L)]
    [InlineData(uint.MaxValue - 1L)]
    public void WavPack_tells_its_frames(long frames)
    {
        var block = WavPack(100);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(12), (uint)frames);
        Frames(block).ShouldBe(frames);
        Frames([.. "ID3"u8, 4, 0, 0, 0, 0, 0, 5, .. new byte[5], .. block]).ShouldBe(frames);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(12), uint.MaxValue);
        Frames(block).ShouldBeNull();
    }

    [Fact]
    public void Unfilled_sizes_and_foreign_tails_are_not_taken_for_cuts()
    {
        byte[][] whole =
        [
            [.. Box("ftyp", 24), .. Big(0), .. "mdat"u8, 1, 2, 3],
            [.. "caff"u8, 0, 1, 0, 0, .. "data"u8, .. Big(uint.MaxValue), .. Big(uint.MaxValue), 1, 2, 3],
            [0x1A, 0x45, 0xDF, 0xA3, 0x80, 0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2],
            [.. ".snd"u8, .. Big(24), .. Big(uint.MaxValue), .. new byte[20]],
            [.. "RIFF"u8, .. Little(0), .. "WAVE"u8, .. "data"u8, .. Little(uint.MaxValue), 1, 2, 3],
            [.. "RIFF"u8, .. Little(0), .. "WAVE"u8, .. Chunk("data", new byte[4]), .. "TAG and then some text"u8],
            [.. Mp3("Info", 900), .. "TAG"u8, .. new byte[125]],
            [.. Mp3("none", 900)[..500]],
            [.. WavPack(99), .. "APETAGEX"u8, .. new byte[60]],
        ];
        foreach (var bytes in whole)
        {
            using var input = new ByteInput(new MemoryStream(bytes), "clip", ownsStream: true);
            ContainerWatch.RequireWhole(input).ShouldNotBeNull();
            FromPipe(bytes, new Random(1)).ShouldBeFalse(Convert.ToHexString(bytes.AsSpan(0, 8)));
        }
    }

    [Fact]
    public void No_bytes_whatever_make_the_walk_fail_or_stand_still()
    {
        var random = new Random(17);
        foreach (var (_, blocks) in Files)
        {
            byte[] whole = [.. blocks.SelectMany(b => b)];
            for (var i = 0; i < 300; i++)
            {
                var bytes = whole.ToArray();
                for (var k = 0; k < 4; k++) bytes[random.Next(8, 64)] = (byte)random.Next(256);
                using var input = new ByteInput(new MemoryStream(bytes), "clip", ownsStream: true);
                var isCut = false;
                try
                {
                    ContainerWatch.RequireWhole(input);
                }
                catch (AudioFormatException)
                {
                    isCut = true;
                }

                FromPipe(bytes, random).ShouldBe(isCut);
            }
        }
    }

    private static bool FromPipe(byte[] bytes, Random random)
    {
        if (ContainerKinds.Of(bytes.AsSpan(0, Math.Min(bytes.Length, Container.HeadBytes))) is not { } container) return false;
        var watch = new ContainerWatch(container);
        for (var at = 0; at < bytes.Length;)
        {
            var count = Math.Min(random.Next(1, 500), bytes.Length - at);
            watch.Push(bytes.AsSpan(at, count));
            at += count;
        }

        return watch.Complete() is not null;
    }

    private static long? Frames(byte[] bytes)
    {
        using var input = new ByteInput(new MemoryStream(bytes), "clip", ownsStream: true);
        return ContainerWatch.RequireWhole(input)!.Frames;
    }

    private static byte[] Ogg(int flags, byte[] payload)
    {
        byte[] segments = [.. Enumerable.Repeat((byte)255, payload.Length / 255), (byte)(payload.Length % 255)];
        return [.. "OggS"u8, 0, (byte)flags, .. new byte[8], 7, 0, 0, 0, .. new byte[8], (byte)segments.Length, .. segments, .. payload];
    }

    private static byte[] Box(string name, int bytes) => [.. Big((uint)(8 + bytes)), .. Ascii(name), .. new byte[bytes]];

    private static byte[] WavPack(int bytes) => [.. "wvpk"u8, .. Little((uint)(24 + bytes)), .. new byte[24 + bytes]];

    private static byte[] Long(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    /// <summary>A stream of a first frame (MPEG-1, layer III, stereo) with a header of a kind, and zeros.</summary>
    private static byte[] Mp3(string kind, int bytes)
    {
        var stream = new byte[bytes];
        new byte[] { 0xFF, 0xFB, 0x90, 0x00 }.CopyTo(stream, 0);
        Ascii(kind).CopyTo(stream, 36);
        if (kind == "VBRI")
        {
            Big((uint)bytes).CopyTo(stream, 46);
            Big(3).CopyTo(stream, 50);
        }
        else
        {
            byte[] body = [.. Big(3), .. Big(40), .. Big((uint)bytes)];
            body.CopyTo(stream, 40);
        }

        return stream;
    }
}
