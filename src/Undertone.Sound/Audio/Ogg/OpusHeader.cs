using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Ogg;

/// <summary>The first packet of Opus in Ogg (RFC 7845, section 5.1).</summary>
/// <param name="Channels">Of the output.</param>
/// <param name="PreSkip">Frames at 48 kHz that are decoded and not heard.</param>
/// <param name="Gain">What samples are multiplied by.</param>
/// <param name="Streams">Opus streams in a packet.</param>
/// <param name="Coupled">Of them, those with two channels, which stand first.</param>
/// <param name="Mapping">The decoded channel that each of the output is; 255 for silence.</param>
internal sealed record OpusHeader(int Channels, int PreSkip, float Gain, int Streams, int Coupled, byte[] Mapping)
{
    private const int FixedBytes = 19;
    private const int SurroundFamily = 1;

    // Where the channels of WAV stand among those of Vorbis (RFC 7845, section 5.1.1.2), by their number.
    private static readonly int[][] WavOrders =
    [
        [], [0], [0, 1], [0, 2, 1], [0, 1, 2, 3], [0, 2, 1, 3, 4], [0, 2, 1, 5, 3, 4], [0, 2, 1, 6, 5, 3, 4], [0, 2, 1, 7, 5, 6, 3, 4],
    ];

    public static ReadOnlySpan<byte> Marker => "OpusHead"u8;

    /// <summary>Reads the packet.</summary>
    public static OpusHeader Read(ByteInput input, ReadOnlySpan<byte> packet)
    {
        if (packet.Length < FixedBytes) throw Fault(input, "is too short");
        if (packet[8] > 15) throw Fault(input, $"is of version {packet[8]}, which is not known");
        var (channels, family) = (packet[9], packet[18]);
        var preSkip = BinaryPrimitives.ReadUInt16LittleEndian(packet[10..]);
        // In 256ths of a decibel.
        var gain = (float)Math.Pow(10, BinaryPrimitives.ReadInt16LittleEndian(packet[16..]) / (20.0 * 256));
        if (channels == 0) throw Fault(input, "claims 0 channels");
        if (family == 0)
        {
            if (channels > 2) throw Fault(input, $"claims {channels} channels without saying how they lie");
            return new OpusHeader(channels, preSkip, gain, 1, channels - 1, channels == 1 ? [0] : [0, 1]);
        }

        if (packet.Length < FixedBytes + 2 + channels) throw Fault(input, "ends within its table of channels");
        var (streams, coupled, mapping) = (packet[19], packet[20], packet.Slice(21, channels).ToArray());
        var isSound = streams > 0 && coupled <= streams && streams + coupled <= 255
            && Array.TrueForAll(mapping, m => m == 255 || m < streams + coupled);
        if (!isSound || (family == SurroundFamily && channels >= WavOrders.Length))
            throw Fault(input, "has a table of channels that cannot be");
        if (family == SurroundFamily) mapping = Array.ConvertAll(WavOrders[channels], at => mapping[at]);
        return new OpusHeader(channels, preSkip, gain, streams, coupled, mapping);
    }

    private static AudioFormatException Fault(ByteInput input, string fault) =>
        input.Fault(0, "the Opus header " + fault, Remedies.CopyAgain);
}
