namespace Undertone.Sound.Audio.Containers;

/// <summary>The outermost elements of a Matroska or WebM file: the EBML header and the segment (RFC 8794, RFC 9559).</summary>
internal sealed class MatroskaElements : Container
{
    /// <summary>How the file starts.</summary>
    public static ReadOnlySpan<byte> Header => [0x1A, 0x45, 0xDF, 0xA3];

    private static ReadOnlySpan<byte> Segment => [0x18, 0x53, 0x80, 0x67];

    public override string Name => "Matroska";

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith(Header) && !head.StartsWith(Segment)) return null;
        if (head.Length < 5) return Cut(head);
        // The leading zeros of the first byte tell how many more follow; all ones mean a size that the writer did not know.
        var length = byte.LeadingZeroCount(head[4]) + 1;
        if (length > 8 || head.Length < 4 + length) return length > 8 ? null : Cut(head);
        long size = head[4] & (0xFF >> length);
        foreach (var next in head.Slice(5, length - 1)) size = size << 8 | next;
        return size == (1L << (7 * length)) - 1 ? null : 4 + length + size;
    }
}
