using System.Globalization;

namespace Undertone.Sound.Audio;

/// <summary>Decodes the samples that a WAV or AIFF header describes, block by block.</summary>
internal sealed class PcmSource : ISampleSource
{
    private const string Repair = "Repair the recording or export it as 16-bit PCM.";

    private readonly ByteInput _input;
    private readonly PcmLayout _layout;
    private readonly MonoReader? _mono;
    private long _framesLeft;
    private float _peak;

    public PcmSource(ByteInput input, PcmLayout layout)
    {
        (_input, _layout) = (input, layout);
        _framesLeft = layout.Frames ?? long.MaxValue;
        Info = AudioInfo.FromLayout(layout);
        _mono = MonoReader.For(Info);
    }

    public AudioInfo Info { get; }

    public AudioFindings Findings => new(_peak, _mono?.TakenChannel);

    public bool IsLengthChecked => _layout.Frames is not null && _input.Length is not null;

    public int Read(Span<float> destination) => _mono?.Read(this, destination) ?? ReadFrames(destination);

    public int ReadFrames(Span<float> destination)
    {
        var (channels, room) = (_layout.Channels, destination.Length / _layout.Channels);
        var done = 0;
        while (done < room && _framesLeft > 0)
        {
            var at = _input.Position;
            var bytes = _input.Peek(_layout.FrameBytes);
            var frames = (int)Math.Min(Math.Min(bytes.Length / _layout.FrameBytes, room - done), _framesLeft);
            if (frames == 0)
            {
                RequireEnd(at);
                break;
            }

            var samples = destination.Slice(done * channels, frames * channels);
            PcmDecoder.Decode(bytes[..(frames * _layout.FrameBytes)], _layout.Encoding!.Value, _layout.BigEndian, samples);
            Check(samples, at);
            _input.Advance(frames * _layout.FrameBytes);
            _framesLeft -= frames;
            done += frames;
        }

        return done;
    }

    public void Dispose() => _input.Dispose();

    private void RequireEnd(long at)
    {
        if (_layout.Frames is { } all)
        {
            throw _input.Fault(at, string.Create(CultureInfo.InvariantCulture,
                $"the header claims {all:N0} frames, and the file ends after {all - _framesLeft:N0}"), Remedies.CopyAgain);
        }

        _framesLeft = 0;
    }

    private void Check(ReadOnlySpan<float> samples, long at)
    {
        // NaN where any sample is.
        var peak = PcmDecoder.Peak(samples);
        _peak = MathF.Max(_peak, peak);
        if (peak <= AudioFindings.LargestMagnitude) return;
        var i = PcmDecoder.IndexBeyond(samples, AudioFindings.LargestMagnitude);
        var fault = float.IsNaN(samples[i]) ? "not a number (NaN)"
            : float.IsInfinity(samples[i]) ? "infinite or too large for single precision"
            : string.Create(CultureInfo.InvariantCulture, $"{samples[i]:G3}, where full scale is 1");
        throw _input.Fault(at + (long)(i / _layout.Channels) * _layout.FrameBytes, $"a sample is {fault}", Repair);
    }
}
