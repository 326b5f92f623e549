using System.Buffers.Binary;
using Undertone.Sound.Audio;

namespace Undertone.Browser.Tests.Studio;

/// <summary>Recordings that are answered in the browser: synthetic voices of several rates, levels and forms.</summary>
internal static class HereRecordings
{
    /// <summary>Writes them into a folder.</summary>
    public static IReadOnlyList<string> Write(string folder)
    {
        var angry = AudioClip.Load(StudioVisit.Example("angry"));
        var neutral = AudioClip.Load(StudioVisit.Example("neutral"));
        return
        [
            Mono("mono-16k", neutral.Resample(16_000)),
            Mono("mono-44k", angry.Resample(44_100)),
            Mono("mono-22k", AudioClip.Load(StudioVisit.Example("sad")).Resample(22_050)),
            Mono("telephone-8k", neutral.Resample(8000)),
            Mono("odd-rate", angry.Resample(44_056)),
            Mono("quiet", new AudioClip([.. angry.Samples.Select(s => s * 0.01f)], angry.SampleRateHz)),
            Mono("clipped", new AudioClip([.. angry.Samples.Select(s => Math.Clamp(s * 12, -1, 1))], angry.SampleRateHz)),
            Mono("silence-around", Surrounded(neutral, 3)),
            Mono("noisy", AudioClip.Load(StudioVisit.Example("noisy"))),
            Mono("nobody", new AudioClip(new float[32_000], 16_000)),
            Stereo("stereo-48k", angry.Resample(48_000), 0.6f),
            Stereo("opposite-48k", neutral.Resample(48_000), -1),
        ];

        string Mono(string name, AudioClip clip)
        {
            var path = Path.Combine(folder, name + ".wav");
            WavWriter.Write(path, clip);
            return path;
        }

        string Stereo(string name, AudioClip clip, float right)
        {
            var path = Mono(name, clip);
            var mono = File.ReadAllBytes(path);
            var stereo = new byte[44 + (4 * clip.Samples.Length)];
            mono.AsSpan(0, 44).CopyTo(stereo);
            BinaryPrimitives.WriteInt32LittleEndian(stereo.AsSpan(4), stereo.Length - 8);
            BinaryPrimitives.WriteInt16LittleEndian(stereo.AsSpan(22), 2);
            BinaryPrimitives.WriteInt32LittleEndian(stereo.AsSpan(28), 4 * clip.SampleRateHz);
            BinaryPrimitives.WriteInt16LittleEndian(stereo.AsSpan(32), 4);
            BinaryPrimitives.WriteInt32LittleEndian(stereo.AsSpan(40), stereo.Length - 44);
            for (var i = 0; i < clip.Samples.Length; i++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(stereo.AsSpan(44 + (4 * i)), (short)(clip.Samples[i] * 32_767));
                BinaryPrimitives.WriteInt16LittleEndian(stereo.AsSpan(46 + (4 * i)), (short)(clip.Samples[i] * right * 32_767));
            }

            File.WriteAllBytes(path, stereo);
            return path;
        }
    }

    private static AudioClip Surrounded(AudioClip clip, int seconds)
    {
        var edge = seconds * clip.SampleRateHz;
        var samples = new float[clip.Samples.Length + (2 * edge)];
        clip.Samples.CopyTo(samples, edge);
        return new AudioClip(samples, clip.SampleRateHz);
    }
}
