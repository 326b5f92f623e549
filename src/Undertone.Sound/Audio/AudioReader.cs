namespace Undertone.Sound.Audio;

/// <summary>Streams the samples of an audio file or stream in blocks: averaged to mono and, where a rate is given,
/// resampled. Files larger than memory are read this way.</summary>
/// <remarks>The blocks put together are, to the bit, what <see cref="AudioClip.Load(string, int?)"/> gives, whatever their sizes.
/// Not safe for use from several threads at once.</remarks>
public sealed class AudioReader : IDisposable
{
    private const int BlockSamples = 8192;

    private readonly ISampleSource _source;
    private readonly string _name;
    private readonly CancellationToken _cancellationToken;
    private readonly Resampler? _resampler;
    private readonly float[] _input = [];
    private readonly float[] _output = [];
    private int _outputStart;
    private int _outputEnd;
    private bool _ended;
    private bool _mixed;
    private bool _any;

    internal AudioReader(ISampleSource source, string name, int? sampleRateHz, CancellationToken cancellationToken = default)
    {
        (_source, _name, _cancellationToken) = (source, name, cancellationToken);
        Info = source.Info;
        SampleRateHz = sampleRateHz ?? Info.SampleRateHz;
        if (SampleRateHz == Info.SampleRateHz) return;
        if (!Resampler.Supports(Info.SampleRateHz, SampleRateHz))
        {
            source.Dispose();
            throw new AudioFormatException(name, null,
                $"the audio is at {Info.SampleRateHz} Hz, too far from the {SampleRateHz} Hz that are asked for", Remedies.ExportAgain);
        }

        _resampler = new Resampler(Info.SampleRateHz, SampleRateHz);
        _input = new float[BlockSamples];
        _output = new float[_resampler.MaxOutput(BlockSamples)];
    }

    /// <summary>What the header says; its rate is that of the file.</summary>
    public AudioInfo Info { get; }

    /// <summary>The rate of the samples that <see cref="Read"/> gives, in Hz.</summary>
    public int SampleRateHz { get; }

    /// <summary>What was found out about the samples that were read so far; final once
    /// <see cref="Read"/> has given the last of them.</summary>
    public AudioFindings Findings => _source.Findings;

    /// <summary>The number of samples that <see cref="Read"/> will give in all, where it is certain.</summary>
    internal long? CertainLength => _source.IsLengthChecked
        ? Resampler.OutputLength(Info.Frames!.Value, Info.SampleRateHz, SampleRateHz)
        : null;

    /// <summary>Opens a file of any format: WAV, AIFF, FLAC, mp3, Vorbis and Opus are read here, all others through the
    /// <c>ffmpeg</c> command. The content decides, not the name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sampleRateHz">The rate to resample to, in Hz; null (the default) keeps the file's own.</param>
    /// <returns>A reader at the first sample.</returns>
    /// <exception cref="AudioFormatException">The file is damaged or no audio, or ffmpeg is needed and not installed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static AudioReader Open(string path, int? sampleRateHz = null) => Open(path, sampleRateHz, Ffmpeg.OnPath);

    /// <summary>Opens a file of any format under another name, such as an upload. The content decides the format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="cancellationToken">Ends the reading at any time: ffmpeg is killed, and a call that waits for it fails.</param>
    /// <returns>A reader at the first sample, at the rate of the file.</returns>
    /// <exception cref="AudioFormatException">The file is damaged or no audio, or ffmpeg is needed and not installed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended; later calls of the reader fail with it too.</exception>
    public static AudioReader Open(string path, string name, CancellationToken cancellationToken) =>
        Open(path, name, null, Ffmpeg.OnPath, cancellationToken);

    /// <summary>Opens a stream of any format, from its present position. Streams
    /// that cannot seek (standard input, a network) work.</summary>
    /// <param name="stream">The bytes; the caller keeps it and closes it after the reader.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="sampleRateHz">The rate to resample to, in Hz; null (the default) keeps the audio's own.</param>
    /// <returns>A reader at the first sample.</returns>
    /// <exception cref="AudioFormatException">The content is damaged or no audio, or ffmpeg is needed and not installed.</exception>
    public static AudioReader Open(Stream stream, string name, int? sampleRateHz = null) => Open(stream, name, sampleRateHz, Ffmpeg.OnPath);

    /// <summary>Fills <paramref name="destination"/> with the next samples.</summary>
    /// <param name="destination">Where they go, in [-1, 1] for integer formats.</param>
    /// <returns>Their number: fewer than asked for only before the end, 0 at the end.</returns>
    /// <exception cref="AudioFormatException">The file ends too soon, or a sample is NaN or infinite.</exception>
    public int Read(Span<float> destination)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        int count;
        try
        {
            count = _resampler is null ? _source.Read(destination) : ReadResampled(destination);
        }
        catch (IOException) when (_cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(_cancellationToken);
        }

        (_mixed, _any) = (true, _any || count > 0);
        return count;
    }

    /// <summary>Fills <paramref name="destination"/> with the next frames, the samples of all channels side by side.</summary>
    /// <param name="destination">Where they go, [frames, channels], with room for one frame at least.</param>
    /// <returns>The number of frames: fewer than there is room for only before the end, 0 at the end.</returns>
    /// <exception cref="InvalidOperationException">Samples are resampled, or some were read as a mix.</exception>
    /// <exception cref="AudioFormatException">The file ends too soon, or a sample is NaN or infinite.</exception>
    public int ReadFrames(Span<float> destination)
    {
        if (_resampler is not null || _mixed)
            throw new InvalidOperationException("Channels are read side by side at the rate of the file, and from its first sample on.");
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Info.Channels, nameof(destination));
        _cancellationToken.ThrowIfCancellationRequested();
        int frames;
        try
        {
            frames = _source.ReadFrames(destination);
        }
        catch (IOException) when (_cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(_cancellationToken);
        }

        _any |= frames > 0;
        return frames;
    }

    /// <summary>Reads what is left of audio whose length nobody has promised, as far as there is room for it.</summary>
    /// <param name="mostSeconds">How long it may be, in seconds; more is not read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The clip, with at least one sample; null where the audio is longer.</returns>
    /// <exception cref="AudioFormatException">The file ends too soon or has no samples, or a sample is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended.</exception>
    public AudioClip? ReadClip(double mostSeconds, CancellationToken cancellationToken = default)
    {
        var (samples, block, most) = (new List<float>(), new float[BlockSamples], mostSeconds * SampleRateHz);
        while (Read(block) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            samples.AddRange(block.AsSpan(0, count));
            if (samples.Count > most) return null;
        }

        RequireSamples();
        return new AudioClip([.. samples], SampleRateHz);
    }

    /// <summary>Refuses audio without any sample; asked at its end.</summary>
    /// <exception cref="AudioFormatException">No sample was read.</exception>
    public void RequireSamples()
    {
        if (!_any) throw new AudioFormatException(_name, null, "the file has a header and no samples", "Record or export it again.");
    }

    /// <summary>Closes the file; a running ffmpeg is ended.</summary>
    public void Dispose() => _source.Dispose();

    internal static AudioReader Open(string path, int? sampleRateHz, Ffmpeg ffmpeg) =>
        Open(path, path, sampleRateHz, ffmpeg, CancellationToken.None);

    internal static AudioReader Open(string path, string name, int? sampleRateHz, Ffmpeg ffmpeg, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(name);
        CheckRate(sampleRateHz);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var source = AudioDecoder.Open(ByteInput.Open(path, name), path, ffmpeg, cancellationToken);
            return new AudioReader(source, name, sampleRateHz, cancellationToken);
        }
        catch (IOException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    internal static AudioReader Open(Stream stream, string name, int? sampleRateHz, Ffmpeg ffmpeg)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        CheckRate(sampleRateHz);
        var input = new ByteInput(stream, name, ownsStream: false);
        return new AudioReader(AudioDecoder.Open(input, path: null, ffmpeg, CancellationToken.None), name, sampleRateHz);
    }

    private static void CheckRate(int? sampleRateHz)
    {
        if (sampleRateHz is { } rate) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(sampleRateHz));
    }

    private int ReadResampled(Span<float> destination)
    {
        var done = 0;
        while (done < destination.Length)
        {
            if (_outputStart == _outputEnd && !FillOutput()) break;
            var count = Math.Min(_outputEnd - _outputStart, destination.Length - done);
            _output.AsSpan(_outputStart, count).CopyTo(destination[done..]);
            _outputStart += count;
            done += count;
        }

        return done;
    }

    private bool FillOutput()
    {
        (_outputStart, _outputEnd) = (0, 0);
        while (_outputEnd == 0 && !_ended)
        {
            var count = _source.Read(_input);
            _ended = count == 0;
            _outputEnd = _ended ? _resampler!.Flush(_output) : _resampler!.Process(_input.AsSpan(0, count), _output);
        }

        return _outputEnd > 0;
    }
}
