namespace Undertone.Sound.Audio;

/// <summary>Samples that ffmpeg decodes: it writes WAV in 32-bit float to a pipe, which is read as any other WAV stream.</summary>
internal sealed class FfmpegSource : ISampleSource
{
    private readonly FfmpegProcess _process;
    private readonly PcmSource _samples;
    private bool _hasSamples;

    private FfmpegSource(FfmpegProcess process, PcmSource samples) => (_process, _samples) = (process, samples);

    public AudioInfo Info => _samples.Info;

    public bool IsLengthChecked => false;

    /// <summary>Reads the header from the pipe; fails with ffmpeg's own words where it finds no audio.</summary>
    public static FfmpegSource Open(FfmpegProcess process)
    {
        try
        {
            var output = new ByteInput(process.Output, process.Name, ownsStream: true);
            if (!WavHeader.Matches(output.Peek(12))) throw process.Failure("ffmpeg cannot read it");
            return new FfmpegSource(process, new PcmSource(output, WavHeader.Read(output)));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public int Read(Span<float> destination)
    {
        var count = _samples.Read(destination);
        _hasSamples |= count > 0;
        if (count < destination.Length)
        {
            _process.WaitForSuccess();
            if (!_hasSamples) throw _process.Failure("ffmpeg finds no samples in it");
        }

        return count;
    }

    public void Dispose()
    {
        _process.Dispose();
        _samples.Dispose();
    }
}
