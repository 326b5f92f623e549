using System.Globalization;
using System.Numerics.Tensors;

namespace Undertone.Sound.Audio.Flac;

/// <summary>Decodes the frames of a FLAC stream one after another (RFC 9639, section 9).</summary>
internal sealed class FlacFrames(ByteInput input, FlacHeader header) : IDisposable
{
    private const int WidestNarrow = 32;

    private readonly BitReader _reader = new(input);
    private readonly FlacSignature _signature = new(header);
    private readonly int[][] _samples = [.. Enumerable.Range(0, header.Channels).Select(_ => Array.Empty<int>())];
    private long[] _wide = [];
    private FlacFrameHeader? _first;
    private long _index;
    private long _done;
    private bool _isOver;

    /// <summary>Samples a channel of the present frame; 0 before the first.</summary>
    public int BlockSize { get; private set; }

    /// <summary>The byte at which the present frame starts.</summary>
    public long Start { get; private set; }

    /// <summary>The samples of one channel of the present frame.</summary>
    public ReadOnlySpan<int> Channel(int channel) => _samples[channel].AsSpan(0, BlockSize);

    /// <summary>Decodes the next frame; false after the last.</summary>
    public bool Next()
    {
        if (_isOver) return false;
        Start = _reader.Position;
        var head = _reader.StartFrame(FlacFrameHeader.MostBytes);
        var frame = FlacFrameHeader.Read(head);
        if (IsEnd(head, frame is not null))
        {
            (_isOver, BlockSize) = (true, 0);
            if (!_signature.Holds()) throw input.Fault(null, "the samples do not match the MD5 in the FLAC header", Remedies.CopyAgain);
            return false;
        }

        if (frame is not { } next)
            throw input.Fault(Start, "a FLAC frame should start here, and its header is missing or damaged", Remedies.CopyAgain);
        Check(next);
        _reader.Skip(next.Bytes);
        Decode(next);
        if (!_reader.EndFrame()) throw input.Fault(Start, "the FLAC frame does not match its checksum", Remedies.CopyAgain);
        BlockSize = next.BlockSize;
        _signature.Add(_samples, BlockSize);
        (_index, _done) = (_index + 1, _done + BlockSize);
        return true;
    }

    public void Dispose() => _signature.Dispose();

    private bool IsEnd(ReadOnlySpan<byte> head, bool isFrame)
    {
        if (header.Frames is not { } claimed) return head.IsEmpty || head.StartsWith("TAG"u8) || head.StartsWith("APETAGEX"u8);
        if (_done == claimed && !isFrame) return true;
        if (!head.IsEmpty && _done < claimed) return false;
        var fault = head.IsEmpty ? $"the file ends after {Number(_done)}" : "more follow";
        throw input.Fault(Start, $"the FLAC header claims {Number(claimed)} frames, and {fault}", Remedies.CopyAgain);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private void Check(FlacFrameHeader frame)
    {
        var first = _first ??= frame;
        // A stream that was cut out of a longer one need not begin at 0.
        var number = first.Number + (first.IsVariable ? _done : _index);
        var fault = frame.Channels != header.Channels ? $"{frame.Channels} channels, and the header {header.Channels}"
            : (frame.Bits ?? header.Bits) != header.Bits ? $"{frame.Bits} bits a sample, and the header {header.Bits}"
            : (frame.SampleRateHz ?? header.SampleRateHz) != header.SampleRateHz
                ? $"{frame.SampleRateHz} Hz, and the header {header.SampleRateHz}"
            : frame.IsVariable != first.IsVariable ? "another way of counting than those before"
            : frame.Number != number ? $"the number {Number(frame.Number)} instead of {Number(number)}: some are missing or repeated"
            : _done + frame.BlockSize > header.Frames
                ? $"{Number(frame.BlockSize)} samples, and the header leaves {Number(header.Frames.Value - _done)}"
            : null;
        if (fault is not null) throw input.Fault(Start, $"the FLAC frame has {fault}", Remedies.CopyAgain);
    }

    private void Decode(FlacFrameHeader frame)
    {
        var (size, side) = (frame.BlockSize, SideOf(frame.Stereo));
        for (var c = 0; c < _samples.Length; c++)
        {
            if (_samples[c].Length < size) _samples[c] = new int[size];
            var samples = _samples[c].AsSpan(0, size);
            var bits = c == side ? header.Bits + 1 : header.Bits;
            if (bits <= WidestNarrow)
            {
                FlacSubframe.Decode(_reader, input, bits, samples, samples);
                continue;
            }

            if (_wide.Length < size) _wide = new long[size];
            FlacSubframe.Decode(_reader, input, bits, _wide.AsSpan(0, size), samples);
        }

        if (side is { } at) Join(frame.Stereo, _samples[0].AsSpan(0, size), _samples[1].AsSpan(0, size), at);
    }

    private static int? SideOf(FlacStereo stereo) => stereo switch
    {
        FlacStereo.Independent => null,
        FlacStereo.SideRight => 0,
        _ => 1,
    };

    /// <summary>Left and right from two channels of which one is their difference. Sums wrap, and are right since both fit.</summary>
    private void Join(FlacStereo stereo, Span<int> a, Span<int> b, int side)
    {
        var isWide = header.Bits == WidestNarrow;
        if (stereo == FlacStereo.MidSide)
        {
            for (var i = 0; i < a.Length; i++)
            {
                var difference = isWide ? _wide[i] : b[i];
                b[i] = a[i] - (int)(difference >> 1);
                a[i] = b[i] + (int)difference;
            }

            return;
        }

        if (isWide)
        {
            var target = side == 0 ? a : b;
            for (var i = 0; i < target.Length; i++) target[i] = (int)_wide[i];
        }

        if (stereo == FlacStereo.LeftSide) TensorPrimitives.Subtract(a, b, b);
        else TensorPrimitives.Add<int>(a, b, a);
    }
}
