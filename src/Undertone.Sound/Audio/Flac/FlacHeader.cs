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
    private const int MinBits = 4;
    private const int LastBlockFlag = 0x80;
    private const int ForbiddenBlock = 0x7F;

    private static ReadOnlySpan<byte> Marker => "fLaC"u8;

    /// <summary>Whether an input at its start holds FLAC, behind an ID3 tag or at once. Leaves the input there.</summary>
    public static bool Matches(ByteInput input) => LeadingTag.PeekBehind(input, Marker.Length).AsSpan().SequenceEqual(Marker);

    /// <summary>Reads the header from the start of an input on, and leaves the input at the first frame.</summary>
    public static FlacHeader Read(ByteInput input)
    {
        input.TrySkip(LeadingTag.BytesOf(input));
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
}
