namespace Undertone.Sound.Audio;

/// <summary>A stream read forward through one buffer, with its position, a look
/// ahead, and the errors of a file that ends too soon.</summary>
/// <remarks>Works on streams that cannot seek (a pipe, standard input): these can be
/// rewound as long as no more than the buffer was read.</remarks>
internal sealed class ByteInput : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly bool _ownsStream;
    private readonly bool _isDecoded;
    private readonly long _origin;
    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private long _bufferPosition;

    /// <summary>Begins at the stream's present position.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">What errors call them.</param>
    /// <param name="ownsStream">Whether the stream is closed with the input.</param>
    /// <param name="isDecoded">Whether these are not the bytes of the file but what a
    /// decoder makes of it, so that errors name no byte.</param>
    public ByteInput(Stream stream, string name, bool ownsStream, bool isDecoded = false)
    {
        _stream = stream;
        _isDecoded = isDecoded;
        _ownsStream = ownsStream;
        Name = name;
        _origin = stream.CanSeek ? stream.Position : 0;
    }

    /// <summary>What errors call the input.</summary>
    public string Name { get; }

    /// <summary>The offset of the next byte from where the input began.</summary>
    public long Position => _bufferPosition + _start;

    /// <summary>All bytes of the input; null where the stream cannot tell.</summary>
    public long? Length => _stream.CanSeek ? _stream.Length - _origin : null;

    /// <summary>Opens a file for reading; a folder is refused in plain words.</summary>
    public static ByteInput Open(string path) => Open(path, path);

    /// <summary>Opens a file for reading that errors call by a name; a folder is refused in plain words.</summary>
    public static ByteInput Open(string path, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new AudioFormatException(name, null, "this is a folder, not an audio file", "Name a file in it.");
        }

        return new ByteInput(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), name, ownsStream: true);
    }

    /// <summary>Everything that is buffered, and at least <paramref name="count"/> bytes unless the input ends before.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count) Fill(count);
        return _buffer.AsSpan(_start, _end - _start);
    }

    /// <summary>Moves past bytes that <see cref="Peek"/> has shown.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Reads exactly <paramref name="count"/> bytes (valid until the next call) or fails, naming what was being read.</summary>
    public ReadOnlySpan<byte> Take(int count, string what)
    {
        var bytes = Peek(count);
        if (bytes.Length < count)
        {
            throw Fault(Position, $"the file ends within {what}: {count} bytes are needed and {bytes.Length} are there",
                Remedies.CopyAgain);
        }

        Advance(count);
        return bytes[..count];
    }

    /// <summary>Moves on by <paramref name="count"/> bytes; false where the input ends before.</summary>
    public bool TrySkip(long count)
    {
        if (_stream.CanSeek && count > _end - _start)
        {
            if (count > Length - Position) return false;
            Seek(Position + count);
            return true;
        }

        while (count > 0)
        {
            var step = (int)Math.Min(Peek(1).Length, count);
            if (step == 0) return false;
            Advance(step);
            count -= step;
        }

        return true;
    }

    /// <summary>Goes to an absolute offset; false beyond the end, and where a stream that cannot seek has lost what lies there.</summary>
    public bool Seek(long position)
    {
        if (position >= _bufferPosition && position <= _bufferPosition + _end)
        {
            _start = (int)(position - _bufferPosition);
            return true;
        }

        if (!_stream.CanSeek || position > Length) return false;
        _stream.Position = _origin + position;
        (_bufferPosition, _start, _end) = (position, 0, 0);
        return true;
    }

    /// <summary>The exception for a fault in this input.</summary>
    public AudioFormatException Fault(long? offset, string fault, string remedy, Exception? inner = null) =>
        new(Name, _isDecoded ? null : offset, fault, remedy, inner);

    public void Dispose()
    {
        if (_ownsStream) _stream.Dispose();
    }

    private void Fill(int count)
    {
        if (_start + count > _buffer.Length)
        {
            var target = count > _buffer.Length ? new byte[count] : _buffer;
            Buffer.BlockCopy(_buffer, _start, target, 0, _end - _start);
            _buffer = target;
            _bufferPosition += _start;
            (_start, _end) = (0, _end - _start);
        }

        while (_end - _start < count)
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0) return;
            _end += read;
        }
    }
}
