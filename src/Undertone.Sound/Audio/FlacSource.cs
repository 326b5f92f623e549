using System.Numerics.Tensors;
using Undertone.Sound.Audio.Flac;

namespace Undertone.Sound.Audio;

/// <summary>Samples of a FLAC stream, frame by frame; an n-bit integer is divided by 2^(n-1).</summary>
internal sealed class FlacSource : BlockSource
{
    private readonly FlacFrames _frames;
    private readonly int _bits;
    private readonly float _scale;

    private FlacSource(ByteInput input, FlacHeader header)
        : base(input, new AudioInfo("FLAC", $"FLAC {header.Bits}", header.SampleRateHz, header.Channels, header.Frames))
    {
        (_frames, _bits) = (new FlacFrames(input, header), header.Bits);
        _scale = 1f / (1L << (_bits - 1));
    }

    /// <summary>Reads the header; the source owns the input.</summary>
    public static FlacSource Open(ByteInput input) => new(input, FlacHeader.Read(input));

    public override void Dispose()
    {
        _frames.Dispose();
        base.Dispose();
    }

    protected override int Decode()
    {
        if (!_frames.Next()) return 0;
        var block = Room(_frames.BlockSize);
        var channels = Info.Channels;
        if (channels == 1)
        {
            TensorPrimitives.ConvertTruncating(_frames.Channel(0), block);
            TensorPrimitives.Multiply(block, _scale, block);
        }

        for (var c = 0; c < channels && channels > 1; c++)
        {
            var samples = _frames.Channel(c);
            for (var i = 0; i < samples.Length; i++) block[i * channels + c] = samples[i] * _scale;
        }

        if (PcmDecoder.Peak(block) > 1)
            throw Input.Fault(_frames.Start, $"the FLAC frame is damaged: a sample lies beyond {_bits} bits", Remedies.CopyAgain);
        return _frames.BlockSize;
    }
}
