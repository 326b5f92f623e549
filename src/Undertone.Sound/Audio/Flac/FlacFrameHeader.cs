using System.Buffers.Binary;
using System.Numerics;

namespace Undertone.Sound.Audio.Flac;

/// <summary>The header of a frame (RFC 9639, section 9.1).</summary>
/// <param name="Bytes">Its length, checksum included.</param>
/// <param name="IsVariable">Whether <paramref name="Number"/> counts samples; otherwise it counts frames.</param>
/// <param name="BlockSize">Samples a channel.</param>
/// <param name="SampleRateHz">Frames a second; null for what the stream's header says.</param>
/// <param name="Channels">From 1 to 8.</param>
/// <param name="Stereo">How two channels are stored.</param>
/// <param name="Bits">Of a sample; null for what the stream's header says.</param>
/// <param name="Number">Where the frame stands in the stream.</param>
internal readonly record struct FlacFrameHeader(
    int Bytes, bool IsVariable, int BlockSize, int? SampleRateHz, int Channels, FlacStereo Stereo, int? Bits, long Number)
{
    /// <summary>The longest header.</summary>
    public const int MostBytes = 16;

    private const int FixedBytes = 4;
    private const int MostBlockSize = 65_535;

    private static ReadOnlySpan<int> Rates => [0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000];

    private static ReadOnlySpan<int> SampleBits => [0, 8, 12, 0, 16, 20, 24, 32];

    /// <summary>Reads a header; null where the bytes begin with none, or with a damaged one.</summary>
    public static FlacFrameHeader? Read(ReadOnlySpan<byte> bytes)
    {
        // 14 bits by which a frame is known, one that is 0, and the strategy.
        if (bytes.Length < FixedBytes || bytes[0] != 0xFF || (bytes[1] & 0xFE) != 0xF8) return null;
        var (sizeCode, rateCode, channelCode, bitsCode) = (bytes[2] >> 4, bytes[2] & 15, bytes[3] >> 4, bytes[3] >> 1 & 7);
        if (sizeCode == 0 || rateCode == 15 || channelCode > 10 || bitsCode == 3 || (bytes[3] & 1) != 0) return null;
        var at = FixedBytes;
        if (ReadNumber(bytes, ref at) is not { } number) return null;
        var sizeBytes = sizeCode is 6 or 7 ? sizeCode - 5 : 0;
        var rateBytes = rateCode == 12 ? 1 : rateCode > 12 ? 2 : 0;
        var end = at + sizeBytes + rateBytes;
        if (bytes.Length <= end || FlacChecksums.Crc8(bytes[..end]) != bytes[end]) return null;
        var blockSize = sizeCode switch
        {
            1 => 192,
            < 6 => 144 << sizeCode,
            < 8 => ReadTail(bytes, at, sizeBytes) + 1,
            _ => 1 << sizeCode,
        };
        int? rate = rateCode switch
        {
            0 => null,
            < 12 => Rates[rateCode],
            _ => ReadTail(bytes, at + sizeBytes, rateBytes) * (rateCode switch { 12 => 1000, 13 => 1, _ => 10 }),
        };
        if (blockSize > MostBlockSize) return null;
        return new FlacFrameHeader(end + 1, (bytes[1] & 1) != 0, blockSize, rate, channelCode < 8 ? channelCode + 1 : 2,
            channelCode < 8 ? FlacStereo.Independent : (FlacStereo)(channelCode - 7), bitsCode == 0 ? null : SampleBits[bitsCode], number);
    }

    private static int ReadTail(ReadOnlySpan<byte> bytes, int at, int count) =>
        count == 1 ? bytes[at] : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    /// <summary>A number of up to 36 bits, written as UTF-8 writes a character of up to 31.</summary>
    private static long? ReadNumber(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (bytes.Length <= at) return null;
        var first = bytes[at++];
        // Leading ones count the bytes; a single one belongs inside of a number.
        var ones = BitOperations.LeadingZeroCount((uint)(byte)~first) - 24;
        if (ones is 1 or 8 || bytes.Length < at + Math.Max(0, ones - 1)) return null;
        long number = first & (0x7F >> ones);
        for (var more = ones - 1; more > 0; more--)
        {
            if ((bytes[at] & 0xC0) != 0x80) return null;
            number = number << 6 | (long)bytes[at++] & 0x3F;
        }

        return number;
    }
}
