using System.Globalization;

namespace Undertone.Sound.Audio;

/// <summary>Decodes the samples that a WAV or AIFF header describes, block by block.</summary>
internal sealed class PcmSource : ISampleSource
{
    private const int BlockFrames = 4096;

    private readonly ByteInput _input;
    private readonly PcmLayout _layout;
    private readonly float[] _interleaved;
    private long _framesLeft;

    public PcmSource(ByteInput input, PcmLayout layout)
    {
        (_input, _layout) = (input, layout);
        _framesLeft = layout.Frames ?? long.MaxValue;
        _interleaved = layout.Channels == 1 ? [] : new float[layout.Channels * Math.Max(1, Math.Min(BlockFrames, (1 << 16) / layout.Channels))];
        Info = AudioInfo.FromLayout(layout);
    }

    public AudioInfo Info { get; }

    public bool IsLengthChecked => _layout.Frames is not null && _input.Length is not null;

    public int Read(Span<float> destination)
    {
        var done = 0;
        while (done < destination.Length && _framesLeft > 0)
        {
            var at = _input.Position;
            var bytes = _input.Peek(_layout.FrameBytes);
            var frames = (int)Math.Min(Math.Min(bytes.Length / _layout.FrameBytes, destination.Length - done), _framesLeft);
            if (frames == 0)
            {
                if (_layout.Frames is { } all)
                {
                    throw _input.Fault(at, string.Create(CultureInfo.InvariantCulture, $"the header claims {all:N0} frames, and the file ends after {all - _framesLeft:N0}"), Remedies.CopyAgain);
                }

                _framesLeft = 0;
                break;
            }

            if (_layout.Channels > 1) frames = Math.Min(frames, _interleaved.Length / _layout.Channels);
            Decode(bytes[..(frames * _layout.FrameBytes)], destination.Slice(done, frames));
            CheckFinite(destination.Slice(done, frames), at);
            _input.Advance(frames * _layout.FrameBytes);
            _framesLeft -= frames;
            done += frames;
        }

        return done;
    }

    public void Dispose() => _input.Dispose();

    private void Decode(ReadOnlySpan<byte> bytes, Span<float> mono)
    {
        var encoding = _layout.Encoding!.Value;
        if (_layout.Channels == 1)
        {
            PcmDecoder.Decode(bytes, encoding, _layout.BigEndian, mono);
            return;
        }

        var interleaved = _interleaved.AsSpan(0, mono.Length * _layout.Channels);
        PcmDecoder.Decode(bytes, encoding, _layout.BigEndian, interleaved);
        PcmDecoder.MeanOfChannels(interleaved, _layout.Channels, mono);
    }

    private void CheckFinite(ReadOnlySpan<float> samples, long at)
    {
        if (_layout.Encoding is not (PcmEncoding.Float32 or PcmEncoding.Float64)) return;
        var bad = PcmDecoder.IndexOfNonFinite(samples);
        if (bad < 0) return;
        throw _input.Fault(at + (long)bad * _layout.FrameBytes, $"a sample is {(float.IsNaN(samples[bad]) ? "not a number (NaN)" : "infinite or too large for single precision")}", "Repair the recording or export it as 16-bit PCM.");
    }
}
