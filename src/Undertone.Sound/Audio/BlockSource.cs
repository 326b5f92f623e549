namespace Undertone.Sound.Audio;

/// <summary>Samples that a decoder gives in blocks of its own, of which a part at the start and the end may be padding.</summary>
internal abstract class BlockSource : ISampleSource
{
    private readonly MonoReader? _mono;
    private float[] _block = [];
    private int _at;
    private int _end;
    private bool _isOver;
    private float _peak;

    /// <summary>The source owns the input.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="info">What the header says.</param>
    protected BlockSource(ByteInput input, AudioInfo info) => (Input, Info, _mono) = (input, info, MonoReader.For(info));

    public AudioInfo Info { get; }

    public AudioFindings Findings => new(_peak, _mono?.TakenChannel);

    /// <summary>Never: a packet of a few bytes may stand for any silence, so that the size of a file tells nothing of its length.</summary>
    public bool IsLengthChecked => false;

    protected ByteInput Input { get; }

    /// <summary>Frames that were decoded so far, padding included.</summary>
    protected long Decoded { get; private set; }

    /// <summary>The first frame, of all that are decoded, that is not padding.</summary>
    protected long Start { get; set; }

    /// <summary>The frame behind the last one that is not padding; null where it is not known or there is none.</summary>
    protected long? End { get; set; }

    public int Read(Span<float> destination) => _mono?.Read(this, destination) ?? ReadFrames(destination);

    public int ReadFrames(Span<float> destination)
    {
        var (channels, room) = (Info.Channels, destination.Length / Info.Channels);
        var done = 0;
        while (done < room && (_at < _end || NextBlock()))
        {
            var count = Math.Min(_end - _at, room - done);
            _block.AsSpan(_at * channels, count * channels).CopyTo(destination[(done * channels)..]);
            _at += count;
            done += count;
        }

        return done;
    }

    public virtual void Dispose() => Input.Dispose();

    /// <summary>Decodes the next block into <see cref="Room"/> and returns its frames; 0 at the end. May move the
    /// start and the end of what is not padding.</summary>
    protected abstract int Decode();

    /// <summary>Room for a block, [frames, channels].</summary>
    protected Span<float> Room(int frames)
    {
        var length = frames * Info.Channels;
        if (_block.Length < length) _block = new float[length];
        return _block.AsSpan(0, length);
    }

    private bool NextBlock()
    {
        while (!_isOver)
        {
            var at = Input.Position;
            var frames = Decode();
            _isOver = frames == 0;
            _at = (int)Math.Clamp(Start - Decoded, 0, frames);
            _end = (int)Math.Clamp((End ?? long.MaxValue) - Decoded, _at, frames);
            Decoded += frames;
            if (_at == _end) continue;
            var peak = PcmDecoder.Peak(_block.AsSpan(_at * Info.Channels, (_end - _at) * Info.Channels));
            // NaN where any sample is.
            if (!(peak <= AudioFindings.LargestMagnitude))
                throw Input.Fault(at, $"the {Info.Encoding} audio is damaged: a sample is no number or far too large", Remedies.CopyAgain);
            _peak = MathF.Max(_peak, peak);
            return true;
        }

        return false;
    }
}
