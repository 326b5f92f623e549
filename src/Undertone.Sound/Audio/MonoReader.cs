namespace Undertone.Sound.Audio;

/// <summary>Reads a source of several channels as one: <see cref="Downmix"/> over blocks that lie at fixed places.</summary>
internal sealed class MonoReader
{
    private const int MostBlockSamples = 1 << 17;

    private readonly Downmix _downmix;
    private readonly float[] _interleaved;
    private readonly float[] _mono;
    private int _start;
    private int _end;

    private MonoReader(AudioInfo info)
    {
        // Half a second, or less of many channels.
        var frames = Math.Max(1, Math.Min(info.SampleRateHz / 2, MostBlockSamples / info.Channels));
        _downmix = new Downmix(info.Channels);
        (_interleaved, _mono) = (new float[frames * info.Channels], new float[frames]);
    }

    /// <summary>The channel that stands for all of them in the latest block; null where their mean does.</summary>
    public int? TakenChannel => _downmix.Channel;

    /// <summary>A reader for a source; null for one that is mono already.</summary>
    public static MonoReader? For(AudioInfo info) => info.Channels == 1 ? null : new MonoReader(info);

    /// <summary>Fills <paramref name="destination"/> with the next samples and returns their number; 0 only at the end.</summary>
    public int Read(ISampleSource source, Span<float> destination)
    {
        var done = 0;
        while (done < destination.Length)
        {
            if (_start == _end && !MixBlock(source)) break;
            var count = Math.Min(_end - _start, destination.Length - done);
            _mono.AsSpan(_start, count).CopyTo(destination[done..]);
            _start += count;
            done += count;
        }

        return done;
    }

    private bool MixBlock(ISampleSource source)
    {
        (_start, _end) = (0, source.ReadFrames(_interleaved));
        _downmix.Mix(_interleaved.AsSpan(0, _end * source.Info.Channels), _mono.AsSpan(0, _end));
        return _end > 0;
    }
}
