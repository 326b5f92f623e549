using Undertone.Sound.Audio;

namespace Undertone.Sound.Tests.Features.Voice;

/// <summary>A signal of tests/Golden/praat-6 with the numbers that Praat computed from it.</summary>
internal sealed record PraatSignal(string Name, int SampleRateHz, int HopSamples, float[] Samples)
{
    private static string Folder => Path.Combine(Repository.Golden, "praat-6");

    public static PraatSignal Load(string name)
    {
        var clip = name == "speech_a_16k"
            ? AudioClip.Load(Path.Combine(GoldenSignal.Folder, name, name + ".wav"))
            : AudioClip.Load(Path.Combine(Folder, name + ".wav"));
        return new PraatSignal(name, clip.SampleRateHz, name == "speech_a_16k" ? 512 : clip.SampleRateHz / 100, clip.Samples);
    }

    /// <summary>An array, row by row.</summary>
    public double[] Array(string array) => NpyArray.Load(Path.Combine(Folder, $"{Name}_{array}.npy")).Values;
}
