using System.Buffers.Binary;

namespace Undertone.Sound.Audio.Mpeg;

/// <summary>The four bytes at the start of a frame of MPEG audio, layer III (ISO 11172-3, 2.4.2.3; ISO 13818-3; MPEG-2.5).</summary>
/// <param name="Bits">The bytes as one number.</param>
internal readonly record struct Mp3FrameHeader(uint Bits)
{
    public const int Bytes = 4;

    // Sync, version, layer and rate: what the frames of one stream share.
    private const uint StreamMask = 0xFFFE0C00;

    private static readonly int[] FirstVersionKilobits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] LaterVersionKilobits = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] FirstVersionRates = [44100, 48000, 32000];

    /// <summary>3 is MPEG-1, 2 MPEG-2, 0 MPEG-2.5.</summary>
    public int Version => (int)(Bits >> 19 & 3);

    public bool IsFirstVersion => Version == 3;

    public bool HasChecksum => (Bits >> 16 & 1) == 0;

    public int BitRateIndex => (int)(Bits >> 12 & 15);

    public int SampleRateIndex => (int)(Bits >> 10 & 3);

    public int Padding => (int)(Bits >> 9 & 1);

    /// <summary>0 is stereo, 1 joint stereo, 2 two channels, 3 mono.</summary>
    public int ChannelMode => (int)(Bits >> 6 & 3);

    public int ChannelModeExtension => (int)(Bits >> 4 & 3);

    public bool IsCopyrighted => (Bits >> 3 & 1) != 0;

    public int Channels => ChannelMode == 3 ? 1 : 2;

    public int SampleRateHz => FirstVersionRates[SampleRateIndex] >> (Version switch { 3 => 0, 2 => 1, _ => 2 });

    /// <summary>Samples a channel.</summary>
    public int Samples => IsFirstVersion ? 1152 : 576;

    /// <summary>Bits a second; 0 in free format.</summary>
    public int BitRate => 1000 * (IsFirstVersion ? FirstVersionKilobits : LaterVersionKilobits)[BitRateIndex];

    /// <summary>Bytes of the frame, the header included; null in free format, where only the next header tells.</summary>
    public int? FrameBytes => BitRateIndex == 0 ? null : Samples / 8 * BitRate / SampleRateHz + Padding;

    /// <summary>Bytes of the side information, which every frame has behind the header and its checksum.</summary>
    public int SideBytes => IsFirstVersion ? Channels == 1 ? 17 : 32 : Channels == 1 ? 9 : 17;

    /// <summary>The header that bytes start with; null where there is none of layer III.</summary>
    public static Mp3FrameHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Bytes) return null;
        var header = new Mp3FrameHeader(BinaryPrimitives.ReadUInt32BigEndian(bytes));
        var isLayer3 = header.Bits >> 21 == 0x7FF && (header.Bits >> 17 & 3) == 1;
        return isLayer3 && header.Version != 1 && header.BitRateIndex != 15 && header.SampleRateIndex != 3 ? header : null;
    }

    /// <summary>Whether another header may stand in the same stream.</summary>
    public bool Continues(Mp3FrameHeader other) =>
        ((Bits ^ other.Bits) & StreamMask) == 0 && (BitRateIndex == 0) == (other.BitRateIndex == 0);
}
