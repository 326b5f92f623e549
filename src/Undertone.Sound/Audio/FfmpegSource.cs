using System.Globalization;
using Undertone.Sound.Audio.Containers;

namespace Undertone.Sound.Audio;

/// <summary>Samples that ffmpeg decodes: it writes WAV in 32-bit float to a pipe, which is read as any other WAV stream.</summary>
internal sealed class FfmpegSource : ISampleSource
{
    private readonly FfmpegProcess _process;
    private readonly PcmSource _samples;
    private readonly Container? _container;
    private long _frames;

    private FfmpegSource(FfmpegProcess process, PcmSource samples, Container? container) =>
        (_process, _samples, _container) = (process, samples, container);

    public AudioInfo Info => _samples.Info;

    public AudioFindings Findings => _samples.Findings;

    public bool IsLengthChecked => false;

    /// <summary>Reads the header from the pipe; fails with ffmpeg's own words where it finds no audio.</summary>
    public static FfmpegSource Open(FfmpegProcess process, Container? container)
    {
        try
        {
            var output = new ByteInput(process.Output, process.Name, ownsStream: true, isDecoded: true);
            if (!WavHeader.Matches(output.Peek(12))) throw process.Failure("ffmpeg cannot read it");
            return new FfmpegSource(process, new PcmSource(output, WavHeader.Read(output)), container);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public int Read(Span<float> destination) => Counted(_samples.Read(destination), destination.Length);

    public int ReadFrames(Span<float> destination) => Counted(_samples.ReadFrames(destination), destination.Length / Info.Channels);

    public void Dispose()
    {
        _process.Dispose();
        _samples.Dispose();
    }

    private int Counted(int frames, int asked)
    {
        _frames += frames;
        if (frames < asked) RequireWhole();
        return frames;
    }

    private void RequireWhole()
    {
        _process.WaitForSuccess();
        if (_frames == 0) throw _process.Failure("ffmpeg finds no samples in it");
        if (_container?.Frames is not { } claimed || _frames >= claimed) return;
        throw new AudioFormatException(_process.Name, null, string.Create(CultureInfo.InvariantCulture,
            $"the {_container.Name} header claims {claimed:N0} frames, and {_frames:N0} can be decoded"), Remedies.CopyAgain);
    }
}
