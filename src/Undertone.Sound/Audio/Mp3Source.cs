using System.Globalization;
using NLayer;
using Undertone.Sound.Audio.Containers;
using Undertone.Sound.Audio.Mpeg;

namespace Undertone.Sound.Audio;

/// <summary>Samples of MPEG audio, layer III, which NLayer decodes frame by frame; without the padding that the encoder added,
/// where it said how much.</summary>
internal sealed class Mp3Source : BlockSource
{
    // By which every decoder is late, beside what the encoder says of itself.
    private const int DecoderDelay = 529;

    private const int MostFrameSamples = 1152;

    private readonly Mp3Frames _frames;
    private readonly MpegFrameDecoder _decoder = new();
    private long _read;

    private Mp3Source(ByteInput input, Mp3Frames frames)
        : base(input, InfoOf(frames))
    {
        _frames = frames;
        if (frames.Tag is not { Delay: { } delay } tag) return;
        Start = delay + DecoderDelay;
        End = tag.Frames * frames.First.Samples - tag.Padding + DecoderDelay;
    }

    /// <summary>Opens an input that <see cref="Mp3Frames.Matches"/>; the source owns it.</summary>
    public static Mp3Source Open(ByteInput input)
    {
        ContainerWatch.RequireWhole(input);
        input.Seek(0);
        return new Mp3Source(input, Mp3Frames.Open(input));
    }

    protected override int Decode()
    {
        if (!_frames.Next())
        {
            RequireWhole();
            return 0;
        }

        // Behind the frames that are counted another file may follow, with padding that nobody told of.
        if (_frames.Tag?.Frames == _read) (Start, End) = (Decoded, null);
        _read++;
        var samples = _frames.First.Samples;
        var block = Room(MostFrameSamples);
        int count;
        try
        {
            count = _decoder.DecodeFrame(_frames.Frame, block);
        }
        catch (Exception e)
        {
            // Whatever NLayer throws comes of the bits of the frame, which is all that it sees.
            throw Input.Fault(_frames.Start, "the mp3 frame is damaged", Remedies.CopyAgain, e);
        }

        // A frame that builds on bits from before the start of the file is silent.
        if (count == 0) block[..(samples * Info.Channels)].Clear();
        return samples;
    }

    private static AudioInfo InfoOf(Mp3Frames frames)
    {
        var first = frames.First;
        var all = frames.Tag?.Frames * first.Samples - (frames.Tag?.Delay ?? 0) - (frames.Tag?.Padding ?? 0);
        return new AudioInfo("MP3", "MP3", first.SampleRateHz, first.Channels, all > 0 ? all : null);
    }

    private void RequireWhole()
    {
        // Encoders other than LAME may count their header's own frame.
        if (_frames.Tag is not { Frames: { } claimed } tag || _read >= claimed - (tag.Delay is null ? 1 : 0)) return;
        throw Input.Fault(null, string.Create(CultureInfo.InvariantCulture,
            $"the mp3 header claims {claimed:N0} frames, and {_read:N0} can be decoded"), Remedies.CopyAgain);
    }
}
