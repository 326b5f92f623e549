using Undertone.Sound.Audio.Containers;

namespace Undertone.Sound.Audio;

/// <summary>What the header of an audio file tells without decoding it.</summary>
/// <param name="Container">The container: WAV, RF64, BW64, AIFF, AIFF-C, FLAC, MP3, Ogg, or ffmpeg's name of another one
/// (matroska, ...).</param>
/// <param name="Encoding">How samples are stored: PCM 8, PCM 16, PCM 24, PCM 32, float 32, float 64,
/// A-law, mu-law, FLAC with its bits (FLAC 16), MP3, Vorbis, Opus, or ffmpeg's name of another codec.</param>
/// <param name="SampleRateHz">Frames a second.</param>
/// <param name="Channels">Samples a frame.</param>
/// <param name="Frames">Frames in the file (samples a channel), without the padding of encoders; null where the header does not tell,
/// as on a pipe, and of mp3 without a Xing, Info or VBRI header.
/// Rounded from the duration for what ffmpeg reads.</param>
public sealed record AudioInfo(string Container, string Encoding, int SampleRateHz, int Channels, long? Frames)
{
    /// <summary>Length in seconds; null where the header does not tell.</summary>
    public double? DurationSeconds => Frames is { } frames ? (double)frames / SampleRateHz : null;

    /// <summary>Reads the header of a file, not its samples. WAV, AIFF, FLAC, mp3, Vorbis and Opus are
    /// read here; any other format through the <c>ffprobe</c> command that comes with ffmpeg.</summary>
    /// <param name="path">The file; its content decides its format, not its name.</param>
    /// <returns>What the header says. A WAV or AIFF file with a sound header and no samples has 0 frames.</returns>
    /// <exception cref="AudioFormatException">The file is damaged or no audio, or ffprobe is needed and not installed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static AudioInfo Read(string path)
    {
        using var input = ByteInput.Open(path);
        var layout = AudioDecoder.TryReadLayout(input);
        if (layout is { Encoding: not null }) return FromLayout(layout);
        if (layout is null && AudioDecoder.TryOpenCompressed(input) is { } compressed)
        {
            using (compressed) return compressed.Info;
        }

        var described = AudioDecoder.Describe(input, layout);
        ContainerWatch.RequireWhole(input);
        return Ffmpeg.OnPath.Probe(path, described);
    }

    internal static AudioInfo FromLayout(PcmLayout layout) =>
        new(layout.Container, layout.EncodingName, layout.SampleRateHz, layout.Channels, layout.Frames);
}
