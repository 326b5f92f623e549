using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests.Listening;

/// <summary>Clips of the synthetic corpus as raw PCM, which stands in for a microphone.</summary>
internal static class RawSound
{
    /// <summary>Some clips one behind the other with a second and a half of silence behind each, at 16 kHz.</summary>
    public static AudioClip Joined(string corpus, int clips)
    {
        var samples = new List<float>();
        foreach (var file in Directory.GetFiles(corpus, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(clips))
        {
            samples.AddRange(AudioClip.Load(file, 16000).Samples);
            samples.AddRange(new float[24000]);
        }

        return new AudioClip([.. samples], 16000);
    }

    /// <summary>16-bit samples, the low byte first.</summary>
    public static byte[] Pcm(AudioClip clip)
    {
        using var wav = new MemoryStream();
        WavWriter.Write(wav, clip);
        return wav.ToArray()[44..];
    }

    /// <summary>What is left of a clip when it is stored in 16 bits.</summary>
    public static AudioClip Stored(AudioClip clip)
    {
        using var wav = new MemoryStream();
        WavWriter.Write(wav, clip);
        wav.Position = 0;
        return AudioClip.Load(wav, "stored");
    }
}
