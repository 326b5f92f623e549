using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Undertone.Sound.Audio;

/// <summary>Reads the chunks of an AIFF or AIFF-C file up to its samples.</summary>
/// <remarks>Sources: Apple's "Audio Interchange File Format" 1.3 (1989) and the AIFF-C draft (1991).</remarks>
internal static class AiffHeader
{
    private const int MaxChunks = 100_000;

    /// <summary>Whether a file that starts like this is an AIFF file.</summary>
    public static bool Matches(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && head.StartsWith("FORM"u8) && head[8..11].SequenceEqual("AIF"u8) && head[11] is (byte)'F' or (byte)'C';

    /// <summary>Reads the header; the input is left at the first sample where the encoding is one that is read here.</summary>
    public static PcmLayout Read(ByteInput input)
    {
        var isCompressedKind = input.Take(12, "the AIFF header")[11] == (byte)'C';
        Common? common = null;
        (long Offset, long Bytes, long At)? sound = null;
        for (var chunk = 0; chunk < MaxChunks; chunk++)
        {
            var at = input.Position;
            var head = input.Peek(8);
            if (head.Length < 8) break;
            long size = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
            var name = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (name == 0x434F4D4D) // COMM
            {
                common = ReadCommon(input, at, size, isCompressedKind);
                if (common.Value.Frames == 0 && sound is null && size + at + 8 >= input.Length) break;
            }
            else if (name == 0x53534E44) // SSND
            {
                input.Advance(8);
                var start = BinaryPrimitives.ReadUInt32BigEndian(input.Take(8, "the 'SSND' chunk"));
                sound = (input.Position + start, size - 8 - start, at);
                if (common is not null) break;
            }

            var body = at + 8 + size + size % 2;
            if (!input.TrySkip(body - input.Position) && !input.TrySkip(body - size % 2 - input.Position))
            {
                throw input.Fault(at, string.Create(CultureInfo.InvariantCulture,
                    $"a chunk claims {size:N0} bytes, more than the file holds"), Remedies.CopyAgain);
            }
        }

        if (common is not { } found)
        {
            throw input.Fault(null, "the AIFF file has no 'COMM' chunk, so its encoding is unknown", Remedies.ExportAgain);
        }

        return Finish(input, isCompressedKind ? "AIFF-C" : "AIFF", found, sound);
    }

    private static Common ReadCommon(ByteInput input, long at, long size, bool isCompressedKind)
    {
        var least = isCompressedKind ? 22 : 18;
        if (size < least) throw input.Fault(at, $"the 'COMM' chunk has {size} bytes, and {least} is the least", Remedies.ExportAgain);
        input.Advance(8);
        var body = input.Take(least, "the 'COMM' chunk");
        var kind = isCompressedKind ? Encoding.Latin1.GetString(body[18..22]) : "NONE";
        var channels = PcmLayout.CheckChannels(input, at + 8, BinaryPrimitives.ReadInt16BigEndian(body));
        long frames = BinaryPrimitives.ReadUInt32BigEndian(body[2..]);
        var bits = BinaryPrimitives.ReadInt16BigEndian(body[6..]);
        var rate = PcmLayout.CheckRate(input, at + 16, ReadExtended(body[8..18]));
        var integer = PcmEncodings.Integer((bits + 7) / 8, PcmEncoding.Signed8);
        (PcmEncoding? Encoding, bool BigEndian) stored = kind switch
        {
            "NONE" or "twos" => (integer ?? throw UnknownWidth(), true),
            "sowt" => (integer ?? throw UnknownWidth(), false),
            "raw " => (PcmEncoding.Unsigned8, true),
            "in24" => (PcmEncoding.Int24, true),
            "in32" => (PcmEncoding.Int32, true),
            "fl32" or "FL32" => (PcmEncoding.Float32, true),
            "fl64" or "FL64" => (PcmEncoding.Float64, true),
            "alaw" or "ALAW" => (PcmEncoding.ALaw, true),
            "ulaw" or "ULAW" => (PcmEncoding.MuLaw, true),
            _ => (null, true),
        };
        return new Common(stored.Encoding, kind, stored.BigEndian, channels, rate, frames, at);

        AudioFormatException UnknownWidth() => input.Fault(at + 14, $"the header claims PCM samples of {bits} bits", Remedies.ExportAgain);
    }

    private static PcmLayout Finish(ByteInput input, string container, Common common, (long Offset, long Bytes, long At)? sound)
    {
        var layout = new PcmLayout(
            container, common.Encoding?.DisplayName() ?? $"AIFF-C '{common.Kind}'", common.Encoding, common.BigEndian,
            common.SampleRateHz, common.Channels, input.Position, 0);
        if (common.Encoding is null) return layout;
        if (sound is not { } data)
        {
            if (common.Frames == 0) return layout;
            throw input.Fault(input.Position, "the file ends before its 'SSND' chunk, so it holds a header and no samples",
                Remedies.CopyAgain);
        }

        var left = input.Length - data.Offset;
        if (left < 0) throw input.Fault(data.At, "the 'SSND' chunk puts its samples beyond the end of the file", Remedies.CopyAgain);
        if (!input.Seek(data.Offset) && !input.TrySkip(data.Offset - input.Position))
        {
            throw input.Fault(data.At, "the samples lie before their description or beyond the end, where this stream cannot go",
                "Save it to a file and read that.");
        }

        var isOpen = common.Frames == 0 && data.Bytes > 0 || IsUnfilled(data.Bytes + 8);
        layout = layout with { DataOffset = data.Offset };
        if (isOpen && (left is null || data.Bytes > left || data.Bytes <= 0)) return layout with { Frames = left / layout.FrameBytes };
        var frames = isOpen ? data.Bytes / layout.FrameBytes : common.Frames;
        var needed = frames * layout.FrameBytes;
        if (needed > Math.Min(data.Bytes, left ?? long.MaxValue))
        {
            var there = Math.Max(0, Math.Min(data.Bytes, left ?? data.Bytes));
            throw input.Fault(data.At, string.Create(CultureInfo.InvariantCulture,
                $"the header claims {frames:N0} frames ({needed:N0} bytes), and the file holds {there:N0} bytes of samples"),
                Remedies.CopyAgain);
        }

        return layout with { Frames = frames };
    }

    /// <summary>SoX fills 0x7F000000 into the sizes of an AIFF stream that it cannot go back in.</summary>
    private static bool IsUnfilled(long size) => PcmLayout.IsPlaceholder(size) || size is >= 0x7F00_0000 and <= 0x7F00_0FFF;

    /// <summary>An 80-bit IEEE 754 extended number, big-endian.</summary>
    private static double ReadExtended(ReadOnlySpan<byte> bytes)
    {
        var exponent = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var mantissa = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
        var value = Math.ScaleB(mantissa, (exponent & 0x7FFF) - 16383 - 63);
        return (exponent & 0x8000) != 0 ? -value : value;
    }

    private readonly record struct Common(
        PcmEncoding? Encoding, string Kind, bool BigEndian, int Channels, int SampleRateHz, long Frames, long At);
}
