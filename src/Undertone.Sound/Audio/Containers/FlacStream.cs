using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Containers;

/// <summary>A FLAC stream, whose STREAMINFO tells the number of frames (RFC 9639, section 8.2).</summary>
internal sealed class FlacStream : Container
{
    private const int StreamInfoEnd = 42;

    public override string Name => "FLAC";

    public static bool Matches(ReadOnlySpan<byte> head) =>
        head.Length >= StreamInfoEnd && head.StartsWith("fLaC"u8) && (head[4] & 0x7F) == 0;

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        var frames = (long)(head[21] & 15) << 32 | BinaryPrimitives.ReadUInt32BigEndian(head[22..]);
        if (frames > 0) Frames = frames;
        return null;
    }
}
