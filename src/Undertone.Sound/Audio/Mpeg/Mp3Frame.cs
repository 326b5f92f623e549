using NLayer;

namespace Undertone.Sound.Audio.Mpeg;

/// <summary>One frame as NLayer reads it: its header, and the bits behind it.</summary>
internal sealed class Mp3Frame : IMpegFrame
{
    private const int ChecksumBytes = 2;

    // More than a frame of the highest rate, and as much as NLayer keeps of the frames before.
    public const int MostBytes = 8191;

    private readonly byte[] _bytes = new byte[MostBytes];
    private int _length;
    private int _at;
    private ulong _cache;
    private int _bits;

    public Mp3FrameHeader Header { get; private set; }

    /// <summary>The whole frame.</summary>
    public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, _length);

    public int SampleRate => Header.SampleRateHz;

    public int SampleRateIndex => Header.SampleRateIndex;

    public int FrameLength => _length;

    public int BitRate => Header.BitRate;

    public MpegVersion Version => Header.Version switch
    {
        3 => MpegVersion.Version1,
        2 => MpegVersion.Version2,
        _ => MpegVersion.Version25,
    };

    public MpegLayer Layer => MpegLayer.LayerIII;

    public MpegChannelMode ChannelMode => (MpegChannelMode)Header.ChannelMode;

    public int ChannelModeExtension => Header.ChannelModeExtension;

    public int SampleCount => Header.Samples;

    public int BitRateIndex => Header.BitRateIndex;

    public bool IsCopyrighted => Header.IsCopyrighted;

    public bool HasCrc => Header.HasChecksum;

    public bool IsCorrupted => false;

    /// <summary>Takes the next frame.</summary>
    public void Set(Mp3FrameHeader header, ReadOnlySpan<byte> bytes)
    {
        (Header, _length) = (header, bytes.Length);
        bytes.CopyTo(_bytes);
    }

    public void Reset() => (_at, _cache, _bits) = (Mp3FrameHeader.Bytes + (HasCrc ? ChecksumBytes : 0), 0, 0);

    public int ReadBits(int bitCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(bitCount - 1), 31u, nameof(bitCount));
        for (; _bits < bitCount; _bits += 8)
        {
            if (_at >= _length) throw new InvalidDataException("The frame ends before its audio.");
            _cache = _cache << 8 | _bytes[_at++];
        }

        _bits -= bitCount;
        return (int)(_cache >> _bits & ((1UL << bitCount) - 1));
    }
}
