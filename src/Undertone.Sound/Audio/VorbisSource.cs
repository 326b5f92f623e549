using NVorbis;
using Undertone.Sound.Audio.Ogg;

namespace Undertone.Sound.Audio;

/// <summary>Samples of Vorbis in Ogg, which NVorbis decodes packet by packet; not clipped at full scale.</summary>
internal sealed class VorbisSource : BlockSource
{
    private const int BlockFrames = 2048;

    private readonly VorbisPackets _packets;
    private readonly StreamDecoder _decoder;

    private VorbisSource(ByteInput input, VorbisPackets packets, StreamDecoder decoder)
        : base(input, new AudioInfo("Ogg", "Vorbis", packets.Header.SampleRateHz, packets.Header.Channels, packets.End)) =>
        (_packets, _decoder) = (packets, decoder);

    /// <summary>Whether an input at its start holds Vorbis in Ogg, of one or two channels: more of them NVorbis 0.10.5 decodes to
    /// something else.</summary>
    public static bool Matches(ByteInput input)
    {
        var head = OggPackets.PeekFirst(input, VorbisHeader.ChannelsOffset + 1);
        return head.StartsWith(VorbisHeader.Marker) && head.Length > VorbisHeader.ChannelsOffset && head[VorbisHeader.ChannelsOffset] <= 2;
    }

    /// <summary>Reads the headers; the source owns the input.</summary>
    public static VorbisSource Open(ByteInput input)
    {
        var packets = new VorbisPackets(input);
        try
        {
            return new VorbisSource(input, packets, new StreamDecoder(packets) { ClipSamples = false });
        }
        catch (Exception e) when (e is not AudioFormatException)
        {
            throw input.Fault(packets.Start, "the header of the Vorbis audio is damaged", Remedies.CopyAgain, e);
        }
    }

    protected override int Decode()
    {
        var block = Room(BlockFrames);
        int frames;
        try
        {
            frames = _decoder.Read(block, 0, block.Length) / Info.Channels;
        }
        catch (Exception e)
        {
            _packets.Failure?.Throw();
            throw Input.Fault(_packets.Start, "the Vorbis packet is damaged", Remedies.CopyAgain, e);
        }

        // A stream that was cut out of a longer one need not begin at 0.
        if (_packets.LastGranule is { } last) End = last - (_decoder.SamplePosition - Decoded - frames);
        return frames;
    }
}
