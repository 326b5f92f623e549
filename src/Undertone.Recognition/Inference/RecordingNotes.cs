using System.Numerics.Tensors;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>What a person should know of a recording beside the answer for it.</summary>
internal static class RecordingNotes
{
    /// <summary>A peak above this was most likely stored in another scale than -1 to 1.</summary>
    private const float FarBeyondFullScale = 10;

    /// <summary>One sentence each, without the file's name.</summary>
    public static IReadOnlyList<string> Of(AudioClip clip)
    {
        var peak = clip.Samples.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<float>(clip.Samples));
        if (peak <= FarBeyondFullScale) return [];
        return
        [
            FormattableString.Invariant($"its samples reach {peak:G3} times full scale, as if stored in another scale; ")
                + "the answer may mean nothing. Export it with samples from -1 to 1.",
        ];
    }
}
