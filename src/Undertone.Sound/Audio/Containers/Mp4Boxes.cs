using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Containers;

/// <summary>The outermost boxes of an MPEG-4 or QuickTime file: mp4, m4a, mov, 3gp (ISO/IEC 14496-12, section 4.2).</summary>
internal sealed class Mp4Boxes : Container
{
    public override string Name => "MPEG-4";

    public static bool Matches(ReadOnlySpan<byte> head) =>
        head.Length >= 8 && (head[4..].StartsWith("ftyp"u8) || head[4..].StartsWith("moov"u8)
            || head[4..].StartsWith("mdat"u8) || head[4..].StartsWith("wide"u8));

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (head.Length < 8) return Cut(head);
        long size = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (size == 1)
        {
            if (head.Length < 16) return Cut(head);
            size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
        }

        // A size of 0 means to the end of the file.
        return size is >= 8 and < long.MaxValue / 2 && IsName(head[4..8]) ? size : null;
    }
}
