using Undertone.Sound.Audio;

namespace Undertone.Sound.Effects;

/// <summary>
/// As much of a recording as is asked for, from a random place where it sounds; a recording that ends before is repeated.
/// </summary>
internal static class Excerpt
{
    /// <summary>Cuts out, or repeats, samples at another rate.</summary>
    /// <exception cref="ArgumentException">The recording is silent.</exception>
    public static float[] Cut(AudioClip recording, int lengthSamples, int sampleRateHz, ref Pcg32 random)
    {
        var samples = recording.Resample(sampleRateHz).Samples;
        var frames = SoundingFrames.Of(samples, sampleRateHz);
        if (frames.Count == 0) throw new ArgumentException("The recording is silent, so that it has no level to mix it at.");
        var at = frames[random.Next(frames.Count)].Start;
        var piece = new float[lengthSamples];
        for (var done = 0; done < piece.Length; at = 0)
        {
            var count = Math.Min(samples.Length - at, piece.Length - done);
            samples.AsSpan(at, count).CopyTo(piece.AsSpan(done));
            done += count;
        }

        return piece;
    }
}
