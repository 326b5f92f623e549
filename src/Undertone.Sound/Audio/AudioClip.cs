namespace Undertone.Sound.Audio;

/// <summary>One recording in memory: mono samples at a rate. What <c>librosa.load</c> returns as <c>(y, sr)</c>.</summary>
/// <remarks>Taken as immutable: nothing here changes <see cref="Samples"/>, and callers should not either.</remarks>
public sealed class AudioClip
{
    /// <summary>Wraps samples, without copying them.</summary>
    /// <param name="samples">Mono samples [n], 1 being full scale.</param>
    /// <param name="sampleRateHz">Samples a second, at least 1.</param>
    public AudioClip(float[] samples, int sampleRateHz)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        (Samples, SampleRateHz) = (samples, sampleRateHz);
    }

    /// <summary>The samples [n], 1 being full scale.</summary>
    public float[] Samples { get; }

    /// <summary>Samples a second.</summary>
    public int SampleRateHz { get; }

    /// <summary>What reading found out about the samples; null of a clip that was not read from a file or stream.</summary>
    public AudioFindings? Findings { get; private init; }

    /// <summary>Length in seconds.</summary>
    public double DurationSeconds => (double)Samples.Length / SampleRateHz;

    /// <summary>
    /// Reads a file of any format: the mean of its channels, then resampled where a rate is given, as <c>librosa.load(path, sr=...)</c>.
    /// WAV, AIFF, FLAC, mp3, Vorbis and Opus are read here, all other formats through the <c>ffmpeg</c> command. The content
    /// decides, not the name.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="sampleRateHz">The rate to resample to, in Hz; null (the default)
    /// keeps the file's own, as librosa's <c>sr=None</c>.</param>
    /// <returns>The clip, with at least one sample.</returns>
    /// <exception cref="AudioFormatException">The file is damaged, empty or no audio, holds NaN or infinite
    /// samples, or ffmpeg is needed and not installed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static AudioClip Load(string path, int? sampleRateHz = null)
    {
        using var reader = AudioReader.Open(path, sampleRateHz);
        return ReadAll(reader, path);
    }

    /// <summary>Reads a stream of any format, from its present position to the end of its audio.
    /// Streams that cannot seek (standard input) work.</summary>
    /// <param name="stream">The bytes; it stays open.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="sampleRateHz">The rate to resample to, in Hz; null (the default) keeps the audio's own.</param>
    /// <returns>The clip, with at least one sample.</returns>
    /// <exception cref="AudioFormatException">The content is damaged, empty or no audio, holds NaN or infinite
    /// samples, or ffmpeg is needed and not installed.</exception>
    public static AudioClip Load(Stream stream, string name, int? sampleRateHz = null)
    {
        using var reader = AudioReader.Open(stream, name, sampleRateHz);
        return ReadAll(reader, name);
    }

    /// <summary>The clip at another rate, as <c>librosa.resample(y, res_type="soxr_hq")</c>:
    /// ceil(n * ratio) samples, without delay.</summary>
    /// <param name="sampleRateHz">The new rate in Hz, between a 256th and 256 times the present one.</param>
    /// <returns>The clip itself where the rate is its own, else a new one.</returns>
    public AudioClip Resample(int sampleRateHz) => sampleRateHz == SampleRateHz
        ? this
        : new AudioClip(Resampler.Resample(Samples, SampleRateHz, sampleRateHz), sampleRateHz) { Findings = Findings };

    internal static AudioClip ReadAll(AudioReader reader, string name)
    {
        var samples = reader.CertainLength is { } length ? ReadKnown(reader, length, name) : ReadUnknown(reader, name);
        reader.RequireSamples();
        return new AudioClip(samples, reader.SampleRateHz) { Findings = reader.Findings };
    }

    private static float[] ReadKnown(AudioReader reader, long length, string name)
    {
        if (length > Array.MaxLength) throw TooLong(name);
        var samples = new float[length];
        var count = reader.Read(samples);
        return count == samples.Length ? samples : samples[..count];
    }

    private static float[] ReadUnknown(AudioReader reader, string name)
    {
        var samples = new float[1 << 14];
        var length = 0;
        while (true)
        {
            var count = reader.Read(samples.AsSpan(length));
            length += count;
            if (length < samples.Length) return samples[..length];
            if (length == Array.MaxLength) throw TooLong(name);
            Array.Resize(ref samples, (int)Math.Min(2L * length, Array.MaxLength));
        }
    }

    private static AudioFormatException TooLong(string name) =>
        new(name, null, "the recording is too long to hold in memory at once", "Read it in blocks with AudioReader.");
}
