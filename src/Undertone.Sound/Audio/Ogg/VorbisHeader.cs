using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Ogg;

/// <summary>The first packet of Vorbis (Vorbis I specification, section 4.2.2).</summary>
/// <param name="Channels">At least 1.</param>
/// <param name="SampleRateHz">Frames a second.</param>
internal sealed record VorbisHeader(int Channels, int SampleRateHz)
{
    public const int ChannelsOffset = 11;

    private const int HeaderBytes = 30;
    private const int SmallestBlock = 6;
    private const int LargestBlock = 13;

    public static ReadOnlySpan<byte> Marker => "\u0001vorbis"u8;

    /// <summary>Reads the packet.</summary>
    public static VorbisHeader Read(ByteInput input, ReadOnlySpan<byte> packet)
    {
        if (packet.Length < HeaderBytes) throw input.Fault(0, "the Vorbis header is too short", Remedies.CopyAgain);
        var version = BinaryPrimitives.ReadUInt32LittleEndian(packet[7..]);
        var (small, large) = (packet[28] & 15, packet[28] >> 4);
        if (version != 0 || small < SmallestBlock || large < small || large > LargestBlock)
            throw input.Fault(0, "the Vorbis header claims a version or block sizes that do not exist", Remedies.CopyAgain);
        var channels = PcmLayout.CheckChannels(input, 0, packet[ChannelsOffset]);
        return new VorbisHeader(channels, PcmLayout.CheckRate(input, 0, BinaryPrimitives.ReadUInt32LittleEndian(packet[12..])));
    }
}
