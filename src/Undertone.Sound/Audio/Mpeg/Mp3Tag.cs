using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Mpeg;

/// <summary>What the first frame tells instead of audio: the frames that follow (Xing, Info or VBRI), and the padding that the
/// encoder added (LAME's extension, which ffmpeg writes too).</summary>
/// <param name="Frames">Frames of MPEG audio behind this one; null where it is not told.</param>
/// <param name="Delay">Samples of padding at the start; null where neither is told.</param>
/// <param name="Padding">Samples of padding at the end.</param>
/// <seealso href="http://gabriel.mp3-tech.org/mp3infotag.html"/>
internal sealed record Mp3Tag(long? Frames, int? Delay, int Padding)
{
    private const int VbriOffset = 36;
    private const int VbriFramesOffset = 14;
    private const int TableBytes = 100;
    private const int DelayOffset = 21;

    /// <summary>Reads the tag that a frame holds; null where the frame holds audio.</summary>
    public static Mp3Tag? Read(Mp3FrameHeader header, ReadOnlySpan<byte> frame)
    {
        var at = Mp3FrameHeader.Bytes + header.SideBytes;
        if (frame.Length >= at + 8 && (frame[at..].StartsWith("Xing"u8) || frame[at..].StartsWith("Info"u8)))
            return ReadXing(frame[(at + 4)..]);
        if (frame.Length < VbriOffset + VbriFramesOffset + 4 || !frame[VbriOffset..].StartsWith("VBRI"u8)) return null;
        return new Mp3Tag(BinaryPrimitives.ReadUInt32BigEndian(frame[(VbriOffset + VbriFramesOffset)..]), null, 0);
    }

    private static Mp3Tag ReadXing(ReadOnlySpan<byte> bytes)
    {
        var flags = bytes[3];
        var rest = bytes[4..];
        long? frames = null;
        if ((flags & 1) != 0 && rest.Length >= 4)
        {
            frames = BinaryPrimitives.ReadUInt32BigEndian(rest) is > 0 and var count ? count : null;
            rest = rest[4..];
        }

        var skipped = ((flags & 2) != 0 ? 4 : 0) + ((flags & 4) != 0 ? TableBytes : 0) + ((flags & 8) != 0 ? 4 : 0);
        rest = rest[Math.Min(skipped, rest.Length)..];
        var hasPadding = rest.Length >= DelayOffset + 3
            && (rest.StartsWith("LAME"u8) || rest.StartsWith("Lavf"u8) || rest.StartsWith("Lavc"u8));
        if (!hasPadding) return new Mp3Tag(frames, null, 0);
        var packed = rest[DelayOffset] << 16 | rest[DelayOffset + 1] << 8 | rest[DelayOffset + 2];
        return new Mp3Tag(frames, packed >> 12, packed & 0xFFF);
    }
}
