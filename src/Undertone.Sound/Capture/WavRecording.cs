using Undertone.Sound.Audio;

namespace Undertone.Sound.Capture;

/// <summary>
/// A WAV file that grows while sound comes: mono, 16 bits. Its header is brought up to date with every block, behind the samples, so that
/// the file can be read at any moment and after a process that was killed.
/// </summary>
public sealed class WavRecording : IDisposable
{
    private readonly FileStream _file;
    private readonly byte[] _header = new byte[WavWriter.HeaderBytes];
    private readonly string _path;
    private byte[] _bytes = [];
    private long _dataBytes;

    /// <summary>Makes the file.</summary>
    /// <param name="path">A file that is not there yet.</param>
    /// <param name="sampleRateHz">Samples a second.</param>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public WavRecording(string path, int sampleRateHz)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        (_path, SampleRateHz) = (path, sampleRateHz);
        // Without a buffer of its own every write is in the file, whatever becomes of this process.
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        WriteHeader();
    }

    /// <summary>Samples a second.</summary>
    public int SampleRateHz { get; }

    /// <summary>How long it is so far, in seconds.</summary>
    public double DurationSeconds => _dataBytes / 2 / (double)SampleRateHz;

    /// <summary>Adds samples.</summary>
    /// <param name="samples">Mono samples, full scale being 1; larger ones are clipped.</param>
    /// <exception cref="AudioFormatException">The file is as large as a WAV file can be (4 GiB).</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(ReadOnlySpan<float> samples)
    {
        if (_dataBytes + (2L * samples.Length) > uint.MaxValue - WavWriter.HeaderBytes)
            throw new AudioFormatException(_path, null, "it has reached the 4 GiB that a WAV file can hold", "Begin another one.");
        if (_bytes.Length < 2 * samples.Length) _bytes = new byte[2 * samples.Length];
        WavWriter.Encode(samples, WavSampleFormat.Pcm16, _bytes, 0);
        _file.Position = WavWriter.HeaderBytes + _dataBytes;
        _file.Write(_bytes.AsSpan(0, 2 * samples.Length));
        _dataBytes += 2 * samples.Length;
        WriteHeader();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void WriteHeader()
    {
        WavWriter.FillHeader(_header, (uint)_dataBytes, SampleRateHz, sampleBytes: 2, isFloat: false);
        _file.Position = 0;
        _file.Write(_header);
    }
}
