using Undertone.Learning.Randomness;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Augmentation;

/// <summary>
/// Does to samples what the stages of a recipe's <c>training.copies</c> say. The same clip and seed give the same bits, on any thread; each
/// stage has draws of its own. Serves any number of threads.
/// </summary>
public sealed class ClipAugmentation
{
    private readonly IReadOnlyList<AugmentationStage> _stages;
    private readonly NoiseRecordings?[] _noises;

    private ClipAugmentation(IReadOnlyList<AugmentationStage> stages, NoiseRecordings?[] noises) =>
        (_stages, _noises) = (stages, noises);

    /// <summary>Prepares stages; folders of noise are read.</summary>
    /// <param name="stages">The stages, one after another.</param>
    /// <param name="threads">Worker threads that read noise.</param>
    /// <param name="note">Told of recordings of noise that cannot be used; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CorpusException">A folder of noise is missing, or nothing in it can be used.</exception>
    public static ClipAugmentation Open(
        IReadOnlyList<AugmentationStage> stages, int threads = 1, Action<string>? note = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return new ClipAugmentation(stages, [.. stages.Select(Noise)]);

        NoiseRecordings? Noise(AugmentationStage stage) => stage.Noise switch
        {
            null or AugmentationStage.BabbleNoise => null,
            AugmentationStage.PinkNoise => NoiseRecordings.Pink,
            var folder => NoiseRecordings.Open(folder, threads, note, null, cancellationToken),
        };
    }

    /// <summary>Equal for two augmentations exactly if they do the same: the stages, and the recordings of noise.</summary>
    internal string Signature => string.Join("; ", _stages.Select(
        (s, i) => _noises[i] is { } noise && noise != NoiseRecordings.Pink ? $"{s} {noise.Digest}" : s.ToString()));

    /// <summary>The clip with everything done to it that the seed draws.</summary>
    /// <param name="clip">A clip of at least one sample.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>A clip of the same rate; of the same length where no stage changes the speed.</returns>
    /// <exception cref="CorpusException">A recording of noise has a rate too far from the clip's.</exception>
    public AudioClip Apply(AudioClip clip, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(clip);
        for (var i = 0; i < _stages.Count; i++)
        {
            var (stage, random) = (_stages[i], SplitMix64.ForPart(seed, (ulong)i));
            if (random.NextDouble() < stage.Probability) clip = StageEffect.Apply(stage, clip, _noises[i], ref random);
        }

        return clip;
    }
}
