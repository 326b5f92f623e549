using System.Buffers.Binary;
using System.Globalization;

namespace Undertone.Sound.Audio.Flac;

/// <summary>What STREAMINFO says of a FLAC stream (RFC 9639, section 8.2).</summary>
/// <param name="SampleRateHz">Frames a second.</param>
/// <param name="Channels">From 1 to 8.</param>
/// <param name="Bits">Of a sample: from 4 to 32.</param>
/// <param name="Frames">Samples a channel; null where the writer did not know.</param>
/// <param name="Signature">The MD5 of all samples; only zeros where the writer did not know.</param>
internal sealed record FlacHeader(int SampleRateHz, int Channels, int Bits, long? Frames, byte[] Signature)
{
    private const int StreamInfoBytes = 34;
    private const int BlockHeaderBytes = 4;
    private const int TagHeaderBytes = 10;
    private const int TagFooterFlag = 0x10;
    private const int MinBits = 4;
    private const int LastBlockFlag = 0x80;
    private const int ForbiddenBlock = 0x7F;

    // As far as a pipe is looked into behind a tag; pictures in tags are smaller.
    private const int MostPeekBytes = 1 << 24;

    private static ReadOnlySpan<byte> Marker => "fLaC"u8;

    /// <summary>Whether an input at its start holds FLAC, behind an ID3 tag or at once. Leaves the input there.</summary>
    public static bool Matches(ByteInput input)
    {
        var tag = TagBytes(input);
        if (tag == 0) return input.Peek(Marker.Length).StartsWith(Marker);
        if (input.Length is not null)
        {
            var matches = input.Seek(tag) && input.Peek(Marker.Length).StartsWith(Marker);
            return input.Seek(0) && matches;
        }

        // Room is made as bytes come, not as the tag claims.
        var needed = tag + Marker.Length;
        for (var count = 1 << 16; needed <= MostPeekBytes; count *= 2)
        {
            var head = input.Peek((int)Math.Min(count, needed));
            if (head.Length >= needed) return head[(int)tag..].StartsWith(Marker);
            if (head.Length < count) return false;
        }

        return false;
    }

    /// <summary>Reads the header from the start of an input on, and leaves the input at the first frame.</summary>
    public static FlacHeader Read(ByteInput input)
    {
        input.TrySkip(TagBytes(input));
        input.Take(Marker.Length, "the FLAC header");
        FlacHeader? header = null;
        while (true)
        {
            var at = input.Position;
            var head = input.Take(BlockHeaderBytes, "the FLAC header");
            var (isLast, type, length) = ((head[0] & LastBlockFlag) != 0, head[0] & 0x7F, head[1] << 16 | head[2] << 8 | head[3]);
            if (header is null)
            {
                if (type != 0 || length != StreamInfoBytes)
                    throw input.Fault(at, "the FLAC header does not begin with a STREAMINFO of 34 bytes", Remedies.CopyAgain);
                header = ReadStreamInfo(input);
            }
            else if (type is 0 or ForbiddenBlock)
            {
                throw input.Fault(at, $"the FLAC header holds a block of type {type}, which cannot stand here", Remedies.CopyAgain);
            }
            else if (!input.TrySkip(length))
            {
                throw input.Fault(at, string.Create(CultureInfo.InvariantCulture,
                    $"a block of the FLAC header claims {length:N0} bytes, and the file ends before"), Remedies.CopyAgain);
            }

            if (isLast) return header;
        }
    }

    private static FlacHeader ReadStreamInfo(ByteInput input)
    {
        var at = input.Position;
        var bytes = input.Take(StreamInfoBytes, "the FLAC header");
        var packed = BinaryPrimitives.ReadUInt64BigEndian(bytes[10..]);
        var (rate, channels, bits) = ((int)(packed >> 44), (int)(packed >> 41 & 7) + 1, (int)(packed >> 36 & 31) + 1);
        var frames = (long)(packed & (1L << 36) - 1);
        var signature = bytes[18..].ToArray();
        PcmLayout.CheckRate(input, at + 10, rate);
        if (bits < MinBits)
            throw input.Fault(at + 12, $"the FLAC header claims {bits} bits a sample, and FLAC has from 4 to 32", Remedies.CopyAgain);
        return new FlacHeader(rate, channels, bits, frames == 0 ? null : frames, signature);
    }

    /// <summary>The bytes of an ID3v2 tag that the input begins with; 0 where there is none.</summary>
    private static long TagBytes(ByteInput input)
    {
        var head = input.Peek(TagHeaderBytes);
        if (head.Length < TagHeaderBytes || !head.StartsWith("ID3"u8)) return 0;
        // Seven bits a byte, as tags have it.
        var size = (head[6] & 0x7F) << 21 | (head[7] & 0x7F) << 14 | (head[8] & 0x7F) << 7 | head[9] & 0x7F;
        return TagHeaderBytes + size + ((head[5] & TagFooterFlag) != 0 ? TagHeaderBytes : 0);
    }
}
