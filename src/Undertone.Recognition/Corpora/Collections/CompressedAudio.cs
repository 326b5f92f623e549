namespace Undertone.Recognition.Corpora.Collections;

/// <summary>
/// Tells formats that another program has to decode by the first bytes. Anything else is opened: it is WAV or AIFF, or no audio at all.
/// </summary>
internal static class CompressedAudio
{
    /// <summary>Whether the stream, at its beginning and left there, holds such a format.</summary>
    public static bool Is(Stream stream)
    {
        Span<byte> start = stackalloc byte[12];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        return start.StartsWith("fLaC"u8) || start.StartsWith("OggS"u8) || start.StartsWith("ID3"u8) || start.StartsWith("caff"u8)
            || start.StartsWith("#!AMR"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])
            || start.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75]) || (start.Length >= 8 && start[4..8].SequenceEqual("ftyp"u8))
            || (start.Length >= 2 && start[0] == 0xFF && start[1] is >= 0xE0 and < 0xFE);
    }
}
