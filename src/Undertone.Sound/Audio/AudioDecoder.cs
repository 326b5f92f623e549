using System.Text;
using Undertone.Sound.Audio.Containers;
using Undertone.Sound.Audio.Flac;
using Undertone.Sound.Audio.Mpeg;

namespace Undertone.Sound.Audio;

/// <summary>Finds out from the first bytes what an input is, and opens it.</summary>
internal static class AudioDecoder
{
    private const int LookAhead = 512;

    // The compressed formats that are read here.
    private static readonly (Func<ByteInput, bool> Matches, Func<ByteInput, ISampleSource> Open)[] Decoders =
    [
        (FlacHeader.Matches, FlacSource.Open),
        (VorbisSource.Matches, VorbisSource.Open),
        (OpusSource.Matches, OpusSource.Open),
        (Mp3Frames.Matches, Mp3Source.Open),
    ];

    /// <summary>Opens an input for decoding. The source owns the input; where this fails, the input is closed.</summary>
    /// <param name="input">The bytes, at their start.</param>
    /// <param name="path">The file that they come from, or null for a stream.</param>
    /// <param name="ffmpeg">What decodes the formats that are not read here.</param>
    /// <param name="cancellationToken">Ends ffmpeg.</param>
    public static ISampleSource Open(ByteInput input, string? path, Ffmpeg ffmpeg, CancellationToken cancellationToken)
    {
        try
        {
            var layout = TryReadLayout(input);
            if (layout is { Encoding: not null }) return new PcmSource(input, layout);
            if (layout is null && TryOpenCompressed(input) is { } compressed) return compressed;
            var described = Describe(input, layout);
            var container = ContainerWatch.RequireWhole(input);
            if (path is not null && input.Length is not null)
            {
                var source = ffmpeg.Decode(path, input.Name, described, container, cancellationToken);
                input.Dispose();
                return source;
            }

            if (!input.Seek(0))
            {
                throw input.Fault(0, $"{described}, which is left to ffmpeg, and this stream cannot go back to its start",
                    "Save it to a file and read that.");
            }

            return ffmpeg.Decode(input, described, container, cancellationToken);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>The layout of a WAV or AIFF file; null for any other content. Text and empty files are refused.</summary>
    public static PcmLayout? TryReadLayout(ByteInput input)
    {
        var head = input.Peek(LookAhead);
        if (head.IsEmpty) throw input.Fault(0, "the file is empty (0 bytes)", Remedies.CopyAgain);
        if (WavHeader.Matches(head)) return WavHeader.Read(input);
        if (AiffHeader.Matches(head)) return AiffHeader.Read(input);
        if (head.StartsWith("RIFF"u8) || head.StartsWith("FORM"u8) || head.StartsWith("RF64"u8))
        {
            if (head.Length < 12) throw input.Fault(0, $"the file ends within its header, after {head.Length} bytes", Remedies.CopyAgain);
        }

        if (IsText(head)) throw input.Fault(0, $"this is text, not audio: it starts with {Quote(head)}", "Name an audio file.");
        return null;
    }

    /// <summary>Opens an input in a compressed format that is read here; null for any other content. The source owns the input.</summary>
    public static ISampleSource? TryOpenCompressed(ByteInput input) =>
        Array.Find(Decoders, decoder => decoder.Matches(input)).Open?.Invoke(input);

    /// <summary>What an input holds that is not read here, as a clause.</summary>
    public static string Describe(ByteInput input, PcmLayout? layout)
    {
        if (layout is not null) return $"it is {layout.Container} with samples in {layout.EncodingName}";
        if (!input.Seek(0)) return "it is in an unknown format";
        var head = input.Peek(LookAhead);
        return "it starts with the bytes " + Convert.ToHexString(head[..Math.Min(head.Length, 12)]);
    }

    /// <summary>The first characters of a text, in quotes.</summary>
    private static string Quote(ReadOnlySpan<byte> head) =>
        '"' + Encoding.UTF8.GetString(head[..Math.Min(head.Length, 24)]).TrimEnd('\uFFFD', '\r', '\n').ReplaceLineEndings(" ") + '"';

    /// <summary>Whether bytes are text: UTF-8 without control characters.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status == System.Buffers.OperationStatus.NeedMoreData) return true;
            if (status != System.Buffers.OperationStatus.Done) return false;
            if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\r' or '\n' or '\f')) return false;
            bytes = bytes[used..];
        }

        return true;
    }
}
