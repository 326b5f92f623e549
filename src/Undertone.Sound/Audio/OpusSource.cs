using System.Numerics.Tensors;
using Concentus.Structs;
using Undertone.Sound.Audio.Ogg;

namespace Undertone.Sound.Audio;

/// <summary>Samples of Opus in Ogg (RFC 7845) at 48 kHz, which Concentus decodes packet by packet.</summary>
internal sealed class OpusSource : BlockSource
{
    private const int SampleRateHz = 48000;

    // 120 ms.
    private const int MostPacketFrames = 5760;

    private readonly OggPackets _packets;
    private readonly OpusHeader _header;
    private readonly OpusMSDecoder _decoder;
    private long? _origin;

    private OpusSource(ByteInput input, OggPackets packets, OpusHeader header)
        : base(input, InfoOf(packets, header))
    {
        (_packets, _header, Start) = (packets, header, header.PreSkip);
        // The factory would take a native library where one lies about, and its samples are others.
#pragma warning disable CS0618
        _decoder = new OpusMSDecoder(SampleRateHz, header.Channels, header.Streams, header.Coupled, header.Mapping);
#pragma warning restore CS0618
    }

    /// <summary>Whether an input at its start holds Opus in Ogg.</summary>
    public static bool Matches(ByteInput input) =>
        OggPackets.PeekFirst(input, OpusHeader.Marker.Length).StartsWith(OpusHeader.Marker);

    /// <summary>Reads the headers; the source owns the input.</summary>
    public static OpusSource Open(ByteInput input)
    {
        var packets = new OggPackets(input);
        var header = OpusHeader.Read(input, packets.Next());
        if (packets.Next() is not { } tags || !tags.AsSpan().StartsWith("OpusTags"u8))
            throw input.Fault(packets.Start, "the Opus audio has no header of comments", Remedies.CopyAgain);
        return new OpusSource(input, packets, header);
    }

    protected override int Decode()
    {
        if (_packets.Next() is not { } packet) return 0;
        var block = Room(MostPacketFrames);
        int frames;
        try
        {
            frames = _decoder.DecodeMultistream(packet, block, MostPacketFrames, false);
        }
        catch (Exception e)
        {
            // Whatever Concentus throws comes of the packet, which is all that it sees.
            throw Input.Fault(_packets.Start, "the Opus packet is damaged", Remedies.CopyAgain, e);
        }

        if (frames <= 0) throw Input.Fault(_packets.Start, "the Opus packet is empty", Remedies.CopyAgain);
        var samples = block[..(frames * Info.Channels)];
        if (_header.Gain != 1) TensorPrimitives.Multiply(samples, _header.Gain, samples);
        // A stream that was cut out of a longer one need not begin at 0. On its last page a smaller position means padding instead.
        if (_packets.Granule is { } granule)
            _origin ??= _packets.IsOnLastPage ? 0 : Math.Max(0, granule - Decoded - frames);
        if (_packets.IsOnLastPage) End = _packets.LatestGranule - (_origin ?? 0);
        return frames;
    }

    private static AudioInfo InfoOf(OggPackets packets, OpusHeader header)
    {
        var frames = packets.PeekEnd() - header.PreSkip;
        return new AudioInfo("Ogg", "Opus", SampleRateHz, header.Channels, frames >= 0 ? frames : null);
    }
}
