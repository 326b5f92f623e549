using Undertone.Sound.Audio;

namespace Undertone.Web.Requests;

/// <summary>Reads recordings into memory that may be there.</summary>
internal static class ClipReader
{
    private const int BlockSamples = 1 << 14;

    /// <summary>Reads a recording at its own rate.</summary>
    /// <param name="reader">The recording.</param>
    /// <param name="mostSeconds">How long it may be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The clip; null where the recording is longer.</returns>
    public static AudioClip? Read(AudioReader reader, double mostSeconds, CancellationToken cancellationToken)
    {
        var (samples, block) = (new List<float>(), new float[BlockSamples]);
        while (reader.Read(block) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            samples.AddRange(block.AsSpan(0, count));
            if (samples.Count > mostSeconds * reader.SampleRateHz) return null;
        }

        reader.RequireSamples();
        return new AudioClip([.. samples], reader.SampleRateHz);
    }
}
