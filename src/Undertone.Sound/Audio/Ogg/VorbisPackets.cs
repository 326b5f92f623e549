using System.Runtime.ExceptionServices;
using NVorbis.Contracts;

namespace Undertone.Sound.Audio.Ogg;

/// <summary>The packets of a Vorbis stream as NVorbis asks for them. What would size its allocations was checked before.</summary>
internal sealed class VorbisPackets : IPacketProvider
{
    // "\3vorbis", no vendor, no comments, and the bit that ends them: nothing here asks for them, and the true ones may claim any number.
    private static readonly byte[] NoComments = [3, .. "vorbis"u8, 0, 0, 0, 0, 0, 0, 0, 0, 1];

    private readonly OggPackets _packets;
    private readonly Queue<byte[]> _headers = [];
    private VorbisPacket? _peeked;

    /// <summary>Reads the three headers.</summary>
    public VorbisPackets(ByteInput input)
    {
        _packets = new OggPackets(input);
        var head = _packets.Next();
        Header = VorbisHeader.Read(input, head);
        Require(input, _packets.Next(), 3, "comments");
        var setup = Require(input, _packets.Next(), 5, "codebooks");
        VorbisCodebooks.Check(input, _packets.Start, new VorbisPacket(setup));
        foreach (var packet in new[] { head!, NoComments, setup }) _headers.Enqueue(packet);
        End = _packets.PeekEnd();
    }

    /// <summary>What the first packet says.</summary>
    public VorbisHeader Header { get; }

    /// <summary>Frames up to the end of the file, as its last page claims; null where it cannot be told.</summary>
    public long? End { get; }

    /// <summary>The position at which the stream ends, once its last page was come to.</summary>
    public long? LastGranule => _packets.IsOnLastPage ? _packets.LatestGranule : null;

    /// <summary>The byte at which the present page starts.</summary>
    public long Start => _packets.Start;

    /// <summary>Why the bytes could not be read; null as long as they could.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    public bool CanSeek => false;

    public int StreamSerial => 0;

    public IPacket? GetNextPacket()
    {
        var packet = PeekNextPacket();
        _peeked = null;
        return packet;
    }

    public IPacket? PeekNextPacket() => _peeked ??= Read();

    public long GetGranuleCount() => throw new NotSupportedException();

    public long SeekTo(long granulePos, int preRoll, GetPacketGranuleCount getPacketGranuleCount) => throw new NotSupportedException();

    private VorbisPacket? Read()
    {
        if (_headers.TryDequeue(out var header)) return new VorbisPacket(header);
        try
        {
            if (_packets.Next() is not { } bytes) return null;
            // Where the stream ends is left to the one who reads: a position that goes back would let NVorbis turn for ever.
            return new VorbisPacket(bytes) { GranulePosition = _packets.IsOnLastPage ? null : _packets.Granule };
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    private byte[] Require(ByteInput input, byte[]? packet, byte kind, string what)
    {
        if (packet is not null && packet.AsSpan().StartsWith([kind, .. "vorbis"u8])) return packet;
        throw input.Fault(_packets.Start, "the Vorbis audio has no header of " + what, Remedies.CopyAgain);
    }
}
