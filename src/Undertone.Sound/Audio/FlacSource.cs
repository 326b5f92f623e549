using System.Numerics.Tensors;
using Undertone.Sound.Audio.Flac;

namespace Undertone.Sound.Audio;

/// <summary>Samples of a FLAC stream, frame by frame; an n-bit integer is divided by 2^(n-1).</summary>
internal sealed class FlacSource : ISampleSource
{
    private readonly ByteInput _input;
    private readonly FlacFrames _frames;
    private readonly MonoReader? _mono;
    private readonly int _bits;
    private readonly float _scale;
    private int _at;
    private float _peak;

    /// <summary>Reads the header; the source owns the input.</summary>
    public FlacSource(ByteInput input)
    {
        var header = FlacHeader.Read(input);
        (_input, _frames, _bits) = (input, new FlacFrames(input, header), header.Bits);
        _scale = 1f / (1L << (_bits - 1));
        Info = new AudioInfo("FLAC", $"FLAC {_bits}", header.SampleRateHz, header.Channels, header.Frames);
        _mono = MonoReader.For(Info);
    }

    public AudioInfo Info { get; }

    public AudioFindings Findings => new(_peak, _mono?.TakenChannel);

    /// <summary>Never: a frame of a few bytes may stand for any silence, so that the size of a file tells nothing of its length.</summary>
    public bool IsLengthChecked => false;

    public int Read(Span<float> destination) => _mono?.Read(this, destination) ?? ReadFrames(destination);

    public int ReadFrames(Span<float> destination)
    {
        var (channels, room) = (Info.Channels, destination.Length / Info.Channels);
        var done = 0;
        while (done < room)
        {
            if (_at == _frames.BlockSize)
            {
                _at = 0;
                if (!_frames.Next()) break;
            }

            var count = Math.Min(_frames.BlockSize - _at, room - done);
            Convert(destination.Slice(done * channels, count * channels), count);
            _at += count;
            done += count;
        }

        return done;
    }

    public void Dispose()
    {
        _frames.Dispose();
        _input.Dispose();
    }

    private void Convert(Span<float> destination, int count)
    {
        var channels = Info.Channels;
        if (channels == 1)
        {
            TensorPrimitives.ConvertTruncating(_frames.Channel(0).Slice(_at, count), destination);
            TensorPrimitives.Multiply(destination, _scale, destination);
        }

        for (var c = 0; c < channels && channels > 1; c++)
        {
            var samples = _frames.Channel(c).Slice(_at, count);
            for (var i = 0; i < samples.Length; i++) destination[i * channels + c] = samples[i] * _scale;
        }

        _peak = MathF.Max(_peak, PcmDecoder.Peak(destination));
        if (_peak > 1)
            throw _input.Fault(_frames.Start, $"the FLAC frame is damaged: a sample lies beyond {_bits} bits", Remedies.CopyAgain);
    }
}
