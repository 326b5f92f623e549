using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Undertone.Sound.Audio;

/// <summary>Reads the chunks of a RIFF, RIFX, RF64 or BW64 file up to its samples.</summary>
/// <remarks>Sources: Microsoft's "Multiple Channel Audio Data and WAVE Files"
/// (WAVE_FORMAT_EXTENSIBLE), EBU Tech 3306 (RF64), ITU-R BS.2088 (BW64).</remarks>
internal static class WavHeader
{
    private const int MaxChunks = 100_000;
    private const int PcmTag = 1;
    private const int FloatTag = 3;
    private const int ALawTag = 6;
    private const int MuLawTag = 7;
    private const int ExtensibleTag = 0xFFFE;

    /// <summary>Whether a file that starts like this is a WAV file.</summary>
    public static bool Matches(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && head[8..12].SequenceEqual("WAVE"u8)
        && (head.StartsWith("RIFF"u8) || head.StartsWith("RIFX"u8) || head.StartsWith("RF64"u8) || head.StartsWith("BW64"u8));

    /// <summary>Reads the header; the input is left at the first sample where the encoding is one that is read here.</summary>
    public static PcmLayout Read(ByteInput input)
    {
        var magic = Encoding.ASCII.GetString(input.Take(12, "the RIFF header")[..4]);
        var bigEndian = magic == "RIFX";
        var container = magic is "RF64" or "BW64" ? magic : "WAV";
        Format? format = null;
        long? dataSize64 = null;
        for (var chunk = 0; chunk < MaxChunks; chunk++)
        {
            var at = input.Position;
            var head = input.Peek(8);
            if (head.Length < 8)
            {
                var missing = format is null ? "'fmt ' chunk" : "'data' chunk, so it holds a header and no samples";
                throw input.Fault(at, "the file ends before its " + missing, Remedies.CopyAgain);
            }

            long size = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(head[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var name = head[..4];
            if (name.SequenceEqual("data"u8))
            {
                input.Advance(8);
                if (format is not { } found)
                {
                    throw input.Fault(at, "the 'data' chunk comes before any 'fmt ' chunk, so its encoding is unknown",
                        Remedies.ExportAgain);
                }

                var declared = size == uint.MaxValue && dataSize64 > 0 ? dataSize64.Value : size;
                return Finish(input, container, bigEndian, found, declared, at);
            }

            if (name.SequenceEqual("fmt "u8))
            {
                format = ReadFormat(input, at, size, bigEndian);
            }
            else if (name.SequenceEqual("ds64"u8) && size >= 16)
            {
                var sizes = input.Take(24, "the 'ds64' chunk")[16..];
                dataSize64 = bigEndian ? BinaryPrimitives.ReadInt64BigEndian(sizes) : BinaryPrimitives.ReadInt64LittleEndian(sizes);
                if (dataSize64 < 0) throw input.Fault(at, "the 'ds64' chunk claims a negative size of the samples", Remedies.ExportAgain);
            }

            SkipTo(input, at + 8, size, at);
        }

        throw input.Fault(input.Position, $"the first {MaxChunks} chunks hold no 'data' chunk", Remedies.ExportAgain);
    }

    /// <summary>Moves past a chunk's body and its pad byte, which some writers forget.</summary>
    private static void SkipTo(ByteInput input, long body, long size, long chunkAt)
    {
        if (!input.TrySkip(body + size - input.Position))
        {
            throw input.Fault(chunkAt, string.Create(CultureInfo.InvariantCulture,
                $"a chunk claims {size:N0} bytes, more than the file holds"), Remedies.CopyAgain);
        }

        if (size % 2 == 1 && input.Peek(1) is [0, ..]) input.Advance(1);
    }

    private static Format ReadFormat(ByteInput input, long at, long size, bool bigEndian)
    {
        if (size < 14) throw input.Fault(at, $"the 'fmt ' chunk has {size} bytes, and 16 is the least", Remedies.ExportAgain);
        Span<byte> body = stackalloc byte[40];
        body.Clear();
        var used = (int)Math.Min(size, body.Length);
        input.Advance(8);
        input.Take(used, "the 'fmt ' chunk").CopyTo(body);
        if (bigEndian) SwapFields(body);
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(body);
        var bits = used >= 16 ? BinaryPrimitives.ReadUInt16LittleEndian(body[14..]) : 8;
        if (tag == ExtensibleTag && used >= 26) tag = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);
        var channels = PcmLayout.CheckChannels(input, at + 10, BinaryPrimitives.ReadUInt16LittleEndian(body[2..]));
        var rate = PcmLayout.CheckRate(input, at + 12, BinaryPrimitives.ReadUInt32LittleEndian(body[4..]));
        var blockBytes = BinaryPrimitives.ReadUInt16LittleEndian(body[12..]);
        var sampleBytes = SampleBytes(input, at, channels, blockBytes, bits, tag);
        PcmEncoding? encoding = (tag, sampleBytes) switch
        {
            (PcmTag, _) => PcmEncodings.Integer(sampleBytes, PcmEncoding.Unsigned8) ?? throw UnknownWidth(input, at, "PCM", bits),
            (FloatTag, 4) => PcmEncoding.Float32,
            (FloatTag, 8) => PcmEncoding.Float64,
            (FloatTag, _) => throw UnknownWidth(input, at, "float", bits),
            (ALawTag, _) => PcmEncoding.ALaw,
            (MuLawTag, _) => PcmEncoding.MuLaw,
            _ => null,
        };
        return new Format(encoding, tag, channels, rate);
    }

    /// <summary>Bytes of one sample: the bits rounded up, or the wider container
    /// that the block size tells of (24 bits in 4 bytes).</summary>
    private static int SampleBytes(ByteInput input, long at, int channels, int blockBytes, int bits, int tag)
    {
        var fromBits = (bits + 7) / 8;
        if (tag is not (PcmTag or FloatTag)
            || blockBytes == 0 || blockBytes == channels * fromBits || channels * fromBits > ushort.MaxValue)
        {
            return fromBits;
        }

        if (blockBytes % channels == 0 && blockBytes / channels > fromBits && tag == PcmTag) return blockBytes / channels;
        throw input.Fault(at + 20,
            $"the header claims {channels} channels of {bits} bits in blocks of {blockBytes} bytes, which do not fit together",
            Remedies.ExportAgain);
    }

    private static AudioFormatException UnknownWidth(ByteInput input, long at, string kind, int bits) =>
        input.Fault(at + 22, $"the header claims {kind} samples of {bits} bits", Remedies.ExportAgain);

    /// <summary>Turns the fields of a big-endian format chunk into little-endian ones.</summary>
    private static void SwapFields(Span<byte> body)
    {
        (int, int)[] fields = [(0, 2), (2, 2), (4, 4), (8, 4), (12, 2), (14, 2), (16, 2), (18, 2), (20, 4), (24, 2)];
        foreach (var (start, length) in fields)
        {
            body.Slice(start, length).Reverse();
        }
    }

    private static PcmLayout Finish(ByteInput input, string container, bool bigEndian, Format format, long declared, long at)
    {
        var layout = new PcmLayout(
            container, Name(format), format.Encoding, bigEndian, format.SampleRateHz, format.Channels, input.Position, null);
        if (format.Encoding is null) return layout;
        var left = input.Length - input.Position;
        var size = declared;
        if (PcmLayout.IsPlaceholder(declared) && (left is null || declared > left || (declared == 0 && !IsChunkChain(input, left.Value))))
        {
            if (left is null) return layout;
            size = left.Value;
        }
        else if (declared > left)
        {
            throw input.Fault(at, string.Create(CultureInfo.InvariantCulture,
                $"the 'data' chunk claims {declared:N0} bytes of samples, and the file ends after {left:N0}"), Remedies.CopyAgain);
        }

        return layout with { Frames = size / layout.FrameBytes };
    }

    /// <summary>Whether nothing but well-formed chunks follows, so that an empty 'data' chunk is
    /// meant and not a size that was never filled in.</summary>
    private static bool IsChunkChain(ByteInput input, long left)
    {
        var start = input.Position;
        var end = start + left;
        var at = start;
        while (end - at >= 8 && input.Seek(at))
        {
            var head = input.Peek(8);
            foreach (var letter in head[..4])
            {
                if (letter is < 0x20 or > 0x7E) (at, end) = (start, -1);
            }

            if (end < 0) break;
            long size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            at += 8 + size + size % 2;
        }

        input.Seek(start);
        return end >= 0 && (at == end || at == end + 1);
    }

    private static string Name(Format format) =>
        format.Encoding is { } encoding
            ? encoding.DisplayName()
            : "WAVE format 0x" + format.Tag.ToString("X4", CultureInfo.InvariantCulture);

    private readonly record struct Format(PcmEncoding? Encoding, int Tag, int Channels, int SampleRateHz);
}
