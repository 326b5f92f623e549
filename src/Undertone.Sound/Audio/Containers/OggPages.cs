using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Containers;

/// <summary>The pages of an Ogg file; the last page of each stream is marked as such (RFC 3533, section 6).</summary>
internal sealed class OggPages : Container
{
    private const int FixedBytes = 27;
    private const int BeginFlag = 2;
    private const int EndFlag = 4;
    private readonly HashSet<uint> _open = [];

    public override string Name => "Ogg";

    public override string? MissingAtEnd => _open.Count > 0 ? "the page that ends its audio" : null;

    public override long? BlockBytes(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 && "OggS"u8.StartsWith(head)) return Cut(head);
        if (!head.StartsWith("OggS"u8)) return null;
        if (head.Length < FixedBytes || head.Length < FixedBytes + head[26]) return Cut(head);
        long bytes = FixedBytes + head[26];
        var payload = head[(int)bytes..];
        foreach (var segment in head.Slice(FixedBytes, head[26])) bytes += segment;
        var serial = BinaryPrimitives.ReadUInt32LittleEndian(head[14..]);
        if ((head[5] & BeginFlag) != 0 && IsAudio(payload)) _open.Add(serial);
        if ((head[5] & EndFlag) != 0) _open.Remove(serial);
        return bytes;
    }

    private static bool IsAudio(ReadOnlySpan<byte> packet) =>
        packet.StartsWith("OpusHead"u8) || packet.StartsWith("\u0001vorbis"u8) || packet.StartsWith("\u007fFLAC"u8)
        || packet.StartsWith("Speex   "u8);
}
