using Undertone.Sound.Audio;

namespace Undertone.Sound.Effects;

/// <summary>What a lossy codec leaves of a clip. The <c>ffmpeg</c> command encodes.</summary>
public static class CodecLoss
{
    private const int LowestBitsASecond = 8_000;
    private const int HighestBitsASecond = 320_000;

    /// <summary>Why a codec cannot be used here; null where it can.</summary>
    /// <param name="codec">The codec.</param>
    public static string? WhyMissing(LossyCodec codec) => FfmpegEncoder.OnPath.WhyMissing(Of(codec).Encoder);

    /// <summary>Encodes and decodes a clip.</summary>
    /// <param name="clip">The clip, at least one sample.</param>
    /// <param name="codec">The codec.</param>
    /// <param name="bitsASecond">The bit rate, from 8,000 to 320,000.</param>
    /// <returns>A clip of the same rate and length, the codec's delay taken off.</returns>
    /// <exception cref="AudioFormatException">ffmpeg or its encoder is missing, or fails.</exception>
    public static AudioClip Apply(AudioClip clip, LossyCodec codec, int bitsASecond)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (clip.Samples.Length == 0) throw new ArgumentException("The clip is empty.", nameof(clip));
        ArgumentOutOfRangeException.ThrowIfLessThan(bitsASecond, LowestBitsASecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bitsASecond, HighestBitsASecond);
        var (encoder, ending) = Of(codec);
        var folder = Directory.CreateTempSubdirectory($"undertone-codec-{Environment.ProcessId}-");
        try
        {
            // A file, not a pipe: how long mp3 delays is written at its beginning once its end is known.
            var path = Path.Combine(folder.FullName, "clip" + ending);
            FfmpegEncoder.OnPath.Encode(clip, path, encoder, bitsASecond);
            var samples = AudioClip.Load(path, clip.SampleRateHz).Samples;
            if (samples.Length != clip.Samples.Length) Array.Resize(ref samples, clip.Samples.Length);
            return new AudioClip(samples, clip.SampleRateHz);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (string Encoder, string Ending) Of(LossyCodec codec) => codec switch
    {
        LossyCodec.Mp3 => ("libmp3lame", ".mp3"),
        LossyCodec.Opus => ("libopus", ".ogg"),
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "There is no such codec."),
    };
}
