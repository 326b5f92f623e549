using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Containers;

/// <summary>The chunks of a Core Audio Format file (Apple, "Core Audio Format Specification" 1.0).</summary>
internal sealed class CafChunks : Container
{
    private bool _isInside;

    public override string Name => "CAF";

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (!_isInside)
        {
            _isInside = true;
            return 8;
        }

        if (head.Length < 12) return Cut(head);
        // A size of -1 means to the end of the file.
        var size = BinaryPrimitives.ReadInt64BigEndian(head[4..]);
        return size is >= 0 and < long.MaxValue / 2 && IsName(head[..4]) ? 12 + size : null;
    }
}
