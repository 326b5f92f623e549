namespace Undertone.Recognition.Hearing;

/// <summary>Tells a clip with sound from silence: the answer of a model to silence means nothing.</summary>
internal static class SpeechGate
{
    private const double BlockSeconds = 0.025;

    // -60 dB of full scale: quieter than any speech that a recording level makes audible.
    private const double LeastRms = 1e-3;

    /// <summary>Whether any 25 ms of the samples reach -60 dBFS.</summary>
    public static bool IsOpen(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        var block = Math.Max(1, (int)(BlockSeconds * sampleRateHz));
        for (var start = 0; start < samples.Length; start += block)
        {
            var part = samples.Slice(start, Math.Min(block, samples.Length - start));
            double sum = 0;
            foreach (var s in part) sum += (double)s * s;
            if (Math.Sqrt(sum / part.Length) >= LeastRms) return true;
        }

        return false;
    }
}
