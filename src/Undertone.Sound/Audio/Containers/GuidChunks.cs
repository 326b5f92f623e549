using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Containers;

/// <summary>Chunks that are named by 16 bytes and sized by 8: Sony's Wave64 and Microsoft's ASF (wma, wmv).</summary>
internal sealed class GuidChunks(string name, int alignment) : Container
{
    private const int HeaderBytes = 24;
    private bool _isInside;
    private int _padding;

    /// <summary>How a Wave64 file starts.</summary>
    public static ReadOnlySpan<byte> Wave64 =>
        [0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00];

    /// <summary>How an ASF file starts.</summary>
    public static ReadOnlySpan<byte> Asf =>
        [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C];

    public override string Name => name;

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (_padding > 0)
        {
            // The padding of the last chunk may be left out.
            var padding = Math.Min(_padding, head.Length);
            _padding = 0;
            return padding;
        }

        if (head.Length < HeaderBytes) return Cut(head);
        var isOuter = !_isInside && head.StartsWith(Wave64);
        _isInside = true;
        // The outermost chunk of Wave64 holds all others behind a name of its own.
        if (isOuter) return HeaderBytes + 16;
        var size = BinaryPrimitives.ReadInt64LittleEndian(head[16..]);
        if (size is < HeaderBytes or > long.MaxValue / 2) return null;
        _padding = (int)((alignment - size % alignment) % alignment);
        return size;
    }
}
