namespace Undertone.Recognition.Corpora.Collections;

/// <summary>Tells compressed formats, which take longer to decode, by the first bytes.</summary>
internal static class CompressedAudio
{
    /// <summary>
    /// Whether the stream, at its beginning and left there, holds such a format for certain. Anything else is WAV or AIFF, or no audio, or
    /// has to be opened to be known.
    /// </summary>
    public static bool Is(Stream stream)
    {
        ReadOnlySpan<byte> start = Start(stream);
        return start.StartsWith("fLaC"u8) || start.StartsWith("OggS"u8) || start.StartsWith("ID3"u8) || start.StartsWith("caff"u8)
            || start.StartsWith("#!AMR"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])
            || start.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75]) || (start.Length >= 8 && start[4..8].SequenceEqual("ftyp"u8))
            || (start.Length >= 2 && start[0] == 0xFF && start[1] is >= 0xE0 and < 0xFE);
    }

    /// <summary>Whether the stream, at its beginning and left there, holds WAV or AIFF, which take no decoding.</summary>
    public static bool IsWavOrAiff(Stream stream)
    {
        ReadOnlySpan<byte> start = Start(stream);
        if (start.Length < 12) return false;
        var kind = start[8..];
        return start.StartsWith("FORM"u8) ? kind.SequenceEqual("AIFF"u8) || kind.SequenceEqual("AIFC"u8) : kind.SequenceEqual("WAVE"u8);
    }

    private static byte[] Start(Stream stream)
    {
        var start = new byte[12];
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start[..count];
    }
}
