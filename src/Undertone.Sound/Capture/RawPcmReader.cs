using Undertone.Sound.Audio;

namespace Undertone.Sound.Capture;

/// <summary>Reads samples without a header from a stream as they come, mixed to mono. Not for two threads at once.</summary>
public sealed class RawPcmReader
{
    private const int HeadBytes = 4;

    private static readonly byte[][] Headers =
        [[.. "RIFF"u8], [.. "RIFX"u8], [.. "RF64"u8], [.. "FORM"u8], [.. "OggS"u8], [.. "fLaC"u8], [.. "caff"u8]];

    private readonly Stream _stream;
    private readonly string _name;
    private readonly RawPcmFormat _format;
    private readonly Downmix? _downmix;
    private byte[] _bytes = [];
    private float[] _interleaved = [];
    private long _position;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">The bytes; the caller keeps and closes it.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="format">What the bytes are; null for the defaults of <see cref="RawPcmFormat"/>.</param>
    /// <exception cref="ArgumentException">The format makes no sense.</exception>
    public RawPcmReader(Stream stream, string name, RawPcmFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        format ??= new RawPcmFormat();
        format.Validate();
        (_stream, _name, _format) = (stream, name, format);
        if (format.Channels > 1) _downmix = new Downmix(format.Channels);
    }

    /// <summary>Samples a second that <see cref="Read"/> gives.</summary>
    public int SampleRateHz => _format.SampleRateHz;

    /// <summary>Waits until a block is full. Blocks of one size give the same samples whenever their bytes come.</summary>
    /// <param name="block">Where the samples go, full scale being 1.</param>
    /// <returns>How many there are: fewer than fit only at the end, where a frame that is not whole is left out.</returns>
    /// <exception cref="AudioFormatException">A sample is no number or beyond all bounds, or the stream begins with a header.</exception>
    public int Read(Span<float> block)
    {
        var wanted = block.Length * _format.FrameBytes;
        if (_bytes.Length < wanted) _bytes = new byte[wanted];
        var read = _stream.ReadAtLeast(_bytes.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
        if (_position == 0) RefuseHeader(_bytes.AsSpan(0, Math.Min(read, HeadBytes)));
        var frames = read / _format.FrameBytes;
        var bytes = _bytes.AsSpan(0, frames * _format.FrameBytes);
        if (_interleaved.Length < frames * _format.Channels) _interleaved = new float[frames * _format.Channels];
        var interleaved = _interleaved.AsSpan(0, frames * _format.Channels);
        PcmDecoder.Decode(bytes, _format.Stored, _format.BigEndian, interleaved);
        Check(interleaved);
        if (_downmix is null) interleaved.CopyTo(block);
        else _downmix.Mix(interleaved, block[..frames]);
        _position += bytes.Length;
        return frames;
    }

    private void RefuseHeader(ReadOnlySpan<byte> head)
    {
        foreach (var header in Headers)
        {
            if (!head.SequenceEqual(header)) continue;
            var word = System.Text.Encoding.ASCII.GetString(header);
            throw new AudioFormatException(
                _name, 0, $"this is a file with a header ('{word}'), and samples without one are read here",
                "Read it as a file, or send raw PCM.");
        }
    }

    private void Check(ReadOnlySpan<float> samples)
    {
        if (PcmDecoder.IndexBeyond(samples, AudioFindings.LargestMagnitude) is not (>= 0 and var i)) return;
        var at = _position + ((long)(i / _format.Channels) * _format.FrameBytes);
        throw new AudioFormatException(
            _name, at, $"a sample is no number or beyond all bounds, read as {_format.Encoding}", "Say how the samples are stored.");
    }
}
