using Undertone.Sound.Capture;

namespace Undertone.Web.Streams;

/// <summary>
/// Cuts the bytes of messages into blocks of samples of one length, as <c>undertone listen</c> reads them, wherever messages begin and end.
/// </summary>
internal sealed class PcmBlocks : IDisposable
{
    private const double BlockSeconds = 0.05;

    private readonly Waiting _waiting = new();
    private readonly RawPcmReader _reader;
    private readonly float[] _block;
    private readonly int _blockBytes;

    public PcmBlocks(RawPcmFormat format)
    {
        _reader = new RawPcmReader(_waiting, "the stream", format);
        _block = new float[(int)Math.Round(format.SampleRateHz * BlockSeconds)];
        _blockBytes = _block.Length * format.FrameBytes;
    }

    /// <summary>Takes bytes; all blocks that are whole have to be read before more are taken.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => _waiting.Write(bytes);

    /// <summary>The next whole block; false where more bytes are needed.</summary>
    /// <exception cref="Sound.Audio.AudioFormatException">A sample is no number, or a file with a header is sent.</exception>
    public bool TryRead(out ReadOnlySpan<float> block)
    {
        block = _waiting.Length >= _blockBytes ? _block.AsSpan(0, _reader.Read(_block)) : default;
        return !block.IsEmpty;
    }

    /// <summary>What is left when no more bytes come; half a frame is left out.</summary>
    /// <exception cref="Sound.Audio.AudioFormatException">A sample is no number, or a file with a header was sent.</exception>
    public ReadOnlySpan<float> Rest() => _block.AsSpan(0, _reader.Read(_block));

    public void Dispose() => _waiting.Dispose();

    /// <summary>Bytes that wait to be read: at most a block and a message.</summary>
    private sealed class Waiting : Stream
    {
        private byte[] _bytes = [];
        private int _start;
        private int _end;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _end - _start;

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, _end - _start);
            _bytes.AsSpan(_start, count).CopyTo(buffer);
            _start += count;
            return count;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var kept = _bytes.AsSpan(_start, _end - _start);
            if (_bytes.Length < kept.Length + buffer.Length)
            {
                var larger = new byte[kept.Length + buffer.Length];
                kept.CopyTo(larger);
                _bytes = larger;
            }
            else
            {
                kept.CopyTo(_bytes);
            }

            buffer.CopyTo(_bytes.AsSpan(kept.Length));
            (_start, _end) = (0, kept.Length + buffer.Length);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
