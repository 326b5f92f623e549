using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Containers;

/// <summary>The chunks of a RIFF or IFF file whose samples are not read here: WAV and AIFF-C in packed encodings, AVI.</summary>
internal sealed class RiffChunks(ReadOnlySpan<byte> start) : Container
{
    private readonly bool _bigEndian = start.StartsWith("FORM"u8) || start.StartsWith("RIFX"u8);
    private bool _isInside;
    private bool _isPadded;
    private bool _hasSamples;

    public override string Name => _bigEndian ? "AIFF" : "RIFF";

    public static bool Matches(ReadOnlySpan<byte> head) =>
        head.StartsWith("RIFF"u8) || head.StartsWith("RIFX"u8) || head.StartsWith("FORM"u8);

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (!_isInside)
        {
            _isInside = true;
            return 12;
        }

        if (_isPadded)
        {
            // Some writers forget the byte that makes a chunk even.
            _isPadded = false;
            if (head[0] == 0) return 1;
        }

        // What stands behind the samples is not needed, and may be a tag of another kind.
        if (_hasSamples) return null;
        if (head.Length < 8) return Cut(head);
        long size = _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(head[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        if (PcmLayout.IsPlaceholder(size) || !IsName(head[..4])) return null;
        _isPadded = size % 2 == 1;
        _hasSamples = head.StartsWith("data"u8) || head.StartsWith("SSND"u8) || head[8..].StartsWith("movi"u8);
        return 8 + size;
    }
}
