using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Containers;

/// <summary>
/// MPEG audio whose first frame carries a Xing, Info or VBRI header, which tells the frames and bytes of the whole
/// (G. Windisch, "MPEG audio frame header", 2007). Without one, nothing tells how long the stream is meant to be.
/// </summary>
internal sealed class MpegAudio : Container
{
    // Encoder delay and padding are cut off by the decoder; together they are shorter than this.
    private const int FramesOfDelay = 4;
    private const int VbriOffset = 36;
    private bool _isRead;

    public override string Name => "mp3";

    /// <summary>Whether the input starts with a frame of layer III.</summary>
    public static bool Matches(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[1] & 0x18) != 0x08 && (head[2] & 0xF0) != 0xF0;

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (_isRead || !Matches(head)) return null;
        _isRead = true;
        if (head.Length < VbriOffset + 18) return Cut(head);
        var isFirstVersion = (head[1] & 0x18) == 0x18;
        var isMono = (head[3] & 0xC0) == 0xC0;
        var at = 4 + (isFirstVersion ? isMono ? 17 : 32 : isMono ? 9 : 17);
        var (frames, bytes) = ReadXing(head, at) ?? ReadVbri(head) ?? (null, null);
        if (bytes is null && frames > FramesOfDelay) Frames = (frames - FramesOfDelay) * (isFirstVersion ? 1152 : 576);
        return bytes;
    }

    private static (long? Frames, long? Bytes)? ReadXing(ReadOnlySpan<byte> head, int at)
    {
        if (!(head[at..].StartsWith("Xing"u8) || head[at..].StartsWith("Info"u8))) return null;
        var hasFrames = (head[at + 7] & 1) != 0;
        var hasBytes = (head[at + 7] & 2) != 0;
        long? frames = hasFrames ? BinaryPrimitives.ReadUInt32BigEndian(head[(at + 8)..]) : null;
        long? bytes = hasBytes ? BinaryPrimitives.ReadUInt32BigEndian(head[(at + (hasFrames ? 12 : 8))..]) : null;
        return (frames, bytes > 0 ? bytes : null);
    }

    private static (long? Frames, long? Bytes)? ReadVbri(ReadOnlySpan<byte> head)
    {
        if (!head[VbriOffset..].StartsWith("VBRI"u8)) return null;
        var bytes = BinaryPrimitives.ReadUInt32BigEndian(head[(VbriOffset + 10)..]);
        return (BinaryPrimitives.ReadUInt32BigEndian(head[(VbriOffset + 14)..]), bytes > 0 ? bytes : null);
    }
}
