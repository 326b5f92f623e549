using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Containers;

/// <summary>The header of a Sun or NeXT .au file.</summary>
internal sealed class AuHeader : Container
{
    private bool _isRead;

    public override string Name => "AU";

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (_isRead) return null;
        _isRead = true;
        if (head.Length < 24) return Cut(head);
        var size = BinaryPrimitives.ReadUInt32BigEndian(head[8..]);
        return size == uint.MaxValue ? null : (long)BinaryPrimitives.ReadUInt32BigEndian(head[4..]) + size;
    }
}
