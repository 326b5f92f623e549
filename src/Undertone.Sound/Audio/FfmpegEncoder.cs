using System.Globalization;

namespace Undertone.Sound.Audio;

/// <summary>Writes clips in other formats through the <c>ffmpeg</c> command.</summary>
internal sealed class FfmpegEncoder
{
    private readonly Ffmpeg _ffmpeg;
    private readonly Lazy<IReadOnlySet<string>> _encoders;

    public FfmpegEncoder(Ffmpeg ffmpeg) => (_ffmpeg, _encoders) = (ffmpeg, new(ReadEncoders));

    /// <summary>The command that PATH names.</summary>
    public static FfmpegEncoder OnPath { get; } = new(Ffmpeg.OnPath);

    /// <summary>Why an encoder cannot be used, as a clause; null where it can.</summary>
    public string? WhyMissing(string encoder)
    {
        if (!_ffmpeg.IsInstalled) return "the ffmpeg command is not on PATH";
        return _encoders.Value.Contains(encoder) ? null : $"the ffmpeg command has no encoder {encoder}";
    }

    /// <summary>Writes a file in the format that its name's ending stands for.</summary>
    /// <exception cref="AudioFormatException">ffmpeg or the encoder is missing, or fails.</exception>
    public void Encode(AudioClip clip, string path, string encoder, int bitsASecond)
    {
        if (WhyMissing(encoder) is { } why)
            throw new AudioFormatException(path, null, why, "Install a complete ffmpeg (Debian and Ubuntu: apt install ffmpeg).");
        var wav = new MemoryStream();
        WavWriter.Write(wav, clip, WavSampleFormat.IeeeFloat);
        wav.Position = 0;
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe,fd", "-f", "wav", "-i", "pipe:0",
            "-map_metadata", "-1", "-bitexact", "-c:a", encoder, "-b:a", bitsASecond.ToString(CultureInfo.InvariantCulture),
            "file:" + Path.GetFullPath(path),
        ];
        var feed = new ByteInput(wav, path, ownsStream: true);
        using var process = _ffmpeg.Run(path, $"it is to be written by ffmpeg's {encoder}", arguments, feed);
        process.Output.CopyTo(Stream.Null);
        process.WaitForSuccess();
    }

    /// <summary>The names of all encoders: the second word of each line that begins with flags.</summary>
    private HashSet<string> ReadEncoders()
    {
        using var process = _ffmpeg.Run("encoders", "they are to be listed", ["-nostdin", "-v", "error", "-encoders"], feed: null);
        using var text = new StreamReader(process.Output);
        var lines = text.ReadToEnd().Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return [.. lines.Where(words => words.Length > 1 && words[0].Length == 6).Select(words => words[1])];
    }
}
