using Undertone.Learning.Randomness;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Augmentation;

/// <summary>What one stage does to a clip.</summary>
internal static class StageEffect
{
    private const double LowestOctaveHz = 62.5;

    // How far below the loudest frame silence lies.
    private const double QuietDb = 40;

    // Two to three periods of a voice, so that neither consonants smear nor harmonics melt into one another.
    private const double FrameSeconds = 0.064;

    /// <summary>Draws the stage's number and does it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="noise">The noise of a noise stage; null for synthetic babble.</param>
    /// <param name="random">The stage's draws for this clip.</param>
    public static AudioClip Apply(AugmentationStage stage, AudioClip clip, NoiseRecordings? noise, ref SplitMix64 random) =>
        stage.Kind switch
        {
            AugmentationKind.Gain => Edit(clip, Gain.RoundTo16Bits(Gain.Apply(clip.Samples, Between(stage, ref random)))),
            AugmentationKind.Noise => AddNoise(stage, clip, noise, ref random),
            AugmentationKind.Room => Rooms.Apply(
                clip, new RoomOptions { ReverberationSeconds = Between(stage, ref random), Seed = random.NextUInt64() }),
            AugmentationKind.Telephone => Telephone.Apply(clip, muLaw: true),
            AugmentationKind.Codec => PerceptualCoding.Apply(clip, Between(stage, ref random)),
            AugmentationKind.Equalizer => Equalize(stage, clip, ref random),
            AugmentationKind.Pitch => Edit(
                clip, PitchShift.Apply(clip.Samples, Between(stage, ref random), options: Frames(clip.SampleRateHz))),
            AugmentationKind.Formants => FormantShift.Apply(clip, Between(stage, ref random)),
            AugmentationKind.Rate => Edit(clip, TimeStretch.Apply(clip.Samples, Between(stage, ref random), Frames(clip.SampleRateHz))),
            AugmentationKind.Crop => Crop(stage, clip, ref random),
            _ => throw new ArgumentOutOfRangeException(nameof(stage), stage.Kind, "There is no such stage."),
        };

    private static double Between(AugmentationStage stage, ref SplitMix64 random) =>
        stage.From + ((stage.To - stage.From) * random.NextDouble());

    private static AudioClip AddNoise(AugmentationStage stage, AudioClip clip, NoiseRecordings? noise, ref SplitMix64 random)
    {
        var snrDb = Between(stage, ref random);
        var (which, where) = (random.NextUInt64(), random.NextUInt64());
        return NoiseMix.Apply(clip, noise is null ? SyntheticBabble.For(clip, which) : noise.For(clip, which), snrDb, where);
    }

    private static AudioClip Equalize(AugmentationStage stage, AudioClip clip, ref SplitMix64 random)
    {
        var (frequenciesHz, gainsDb) = (new List<double>(), new List<double>());
        for (var hz = LowestOctaveHz; hz < clip.SampleRateHz / 2.0 || gainsDb.Count == 0; hz *= 2)
        {
            frequenciesHz.Add(hz);
            gainsDb.Add(Between(stage, ref random));
        }

        return Equalizer.Apply(clip, frequenciesHz, gainsDb);
    }

    private static AudioClip Crop(AugmentationStage stage, AudioClip clip, ref SplitMix64 random)
    {
        var (seconds, place) = (Between(stage, ref random), random.NextDouble());
        var (start, end) = Silence.TrimInterval(clip.Samples, new SilenceOptions { TopDb = QuietDb });
        var length = (int)Math.Round(seconds * clip.SampleRateHz);
        if (end - start <= length) return clip;
        var from = start + (int)(place * (end - start - length + 1));
        return Edit(clip, clip.Samples[from..(from + length)]);
    }

    private static StftOptions Frames(int sampleRateHz)
    {
        var size = 16;
        while (1.5 * size < FrameSeconds * sampleRateHz) size *= 2;
        return new StftOptions { FftSamples = size, HopSamples = size / 4 };
    }

    private static AudioClip Edit(AudioClip clip, float[] samples) => new(samples, clip.SampleRateHz);
}
