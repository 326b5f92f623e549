using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Containers;

/// <summary>The blocks of a WavPack file, each of which tells the number of frames of
/// the whole ("WavPack 4 and 5 binary file format").</summary>
internal sealed class WavPackBlocks : Container
{
    public override string Name => "WavPack";

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 && "wvpk"u8.StartsWith(head)) return Cut(head);
        if (!head.StartsWith("wvpk"u8)) return null;
        if (head.Length < 32) return Cut(head);
        var frames = BinaryPrimitives.ReadUInt32LittleEndian(head[12..]);
        if (frames != uint.MaxValue) Frames ??= frames + ((long)head[11] << 32) - head[11];
        return 8L + BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
    }
}
