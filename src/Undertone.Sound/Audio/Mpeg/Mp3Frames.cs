using System.Globalization;

namespace Undertone.Sound.Audio.Mpeg;

/// <summary>The frames of an mp3 stream one after another, tags around them passed over.</summary>
internal sealed class Mp3Frames
{
    // NLayer 3.0.1 decodes it to something else.
    private const int RefusedRateHz = 8000;

    // ID3v1.
    private const int EndTagBytes = 128;

    private readonly ByteInput _input;
    private readonly int? _freeBytes;
    private bool _isFirstRead;

    private Mp3Frames(ByteInput input, Mp3FrameHeader first, int? freeBytes) => (_input, First, _freeBytes) = (input, first, freeBytes);

    /// <summary>The header of the first frame.</summary>
    public Mp3FrameHeader First { get; }

    /// <summary>What the first frame told, if it held no audio; it is not among the frames.</summary>
    public Mp3Tag? Tag { get; private set; }

    /// <summary>The present frame.</summary>
    public Mp3Frame Frame { get; } = new();

    /// <summary>The byte at which the present frame starts.</summary>
    public long Start { get; private set; }

    /// <summary>Whether an input at its start holds mp3 of more than 8 kHz, behind an ID3 tag or at once: two frames in a row, or one
    /// alone. Leaves the input there.</summary>
    public static bool Matches(ByteInput input) => TryFirst(LeadingTag.PeekBehind(input, 3 * Mp3Frame.MostBytes)) is not null;

    /// <summary>Begins at the start of an input that <see cref="Matches"/>, and reads its tag.</summary>
    public static Mp3Frames Open(ByteInput input)
    {
        var (first, freeBytes) = TryFirst(LeadingTag.PeekBehind(input, 3 * Mp3Frame.MostBytes))!.Value;
        input.TrySkip(LeadingTag.BytesOf(input));
        var frames = new Mp3Frames(input, first, freeBytes);
        frames.Next();
        frames.Tag = Mp3Tag.Read(first, frames.Frame.Content);
        frames._isFirstRead = frames.Tag is null;
        return frames;
    }

    /// <summary>Reads the next frame; false after the last.</summary>
    public bool Next()
    {
        if (_isFirstRead)
        {
            _isFirstRead = false;
            return true;
        }

        SkipTags();
        Start = _input.Position;
        var head = _input.Peek(Mp3Frame.MostBytes);
        if (Mp3FrameHeader.Read(head) is not { } header || !header.Continues(First))
        {
            if (IsTail(head)) return false;
            throw _input.Fault(Start, head.Length < Mp3FrameHeader.Bytes
                ? "the file ends within the header of an mp3 frame"
                : "an mp3 frame should start here, and something else does", Remedies.CopyAgain);
        }

        if (header.Channels != First.Channels)
        {
            throw _input.Fault(Start, string.Create(CultureInfo.InvariantCulture,
                $"the mp3 audio goes from {First.Channels} to {header.Channels} channels"), Remedies.ExportAgain);
        }

        // A frame in free format is as long as the first, but for its padding.
        var length = header.FrameBytes ?? _freeBytes!.Value + header.Padding;
        if (length > head.Length)
        {
            throw _input.Fault(Start, string.Create(CultureInfo.InvariantCulture,
                $"the mp3 file ends within a frame: {length} bytes are needed here and {head.Length} are there"), Remedies.CopyAgain);
        }

        Frame.Set(header, head[..length]);
        _input.Advance(length);
        return true;
    }

    /// <summary>Passes over tags behind a frame: another file may have been put behind them.</summary>
    private void SkipTags()
    {
        while (true)
        {
            var bytes = _input.Peek(EndTagBytes).StartsWith("TAG"u8) ? EndTagBytes : LeadingTag.BytesOf(_input);
            if (bytes == 0 || !_input.TrySkip(bytes)) return;
        }
    }

    /// <summary>What programs put behind the audio, or nothing.</summary>
    private static bool IsTail(ReadOnlySpan<byte> head) =>
        head.StartsWith("TAG"u8) || head.StartsWith("APETAGEX"u8) || head.StartsWith("LYRICSBEGIN"u8) || head.StartsWith("ID3"u8)
        || head.IndexOfAnyExcept((byte)0) < 0;

    /// <summary>The header of the first frame and, in free format, the bytes of a frame without padding.</summary>
    private static (Mp3FrameHeader First, int? FreeBytes)? TryFirst(ReadOnlySpan<byte> bytes)
    {
        if (Mp3FrameHeader.Read(bytes) is not { SampleRateHz: not RefusedRateHz } first) return null;
        if (first.FrameBytes is { } length) return IsFollowed(first, bytes, length) ? (first, null) : null;
        for (length = Mp3FrameHeader.Bytes + first.SideBytes; length < Math.Min(Mp3Frame.MostBytes, bytes.Length); length++)
        {
            var free = length - first.Padding;
            if (Mp3FrameHeader.Read(bytes[length..]) is { } second && second.Continues(first)
                && IsFollowed(first, bytes[length..], free + second.Padding))
            {
                return (first, free);
            }
        }

        return null;
    }

    /// <summary>Whether another frame of the stream, or the end of the bytes, lies behind a frame.</summary>
    private static bool IsFollowed(Mp3FrameHeader first, ReadOnlySpan<byte> bytes, int length)
    {
        if (length > bytes.Length) return false;
        var rest = bytes[length..];
        return Mp3FrameHeader.Read(rest) is { } next ? next.Continues(first) : IsTail(rest);
    }
}
