namespace Undertone.Recognition.Hearing;

/// <summary>Turns the probabilities of a <see cref="SpeechDetector"/> into spans of speech.</summary>
public static class SpeechSpans
{
    private const double BlockSeconds = (double)SpeechDetector.BlockSamples / SpeechDetector.SampleRateHz;

    /// <summary>Fewer blocks of speech than this are no speech: a sneeze or a bark has some.</summary>
    private const int LeastBlocks = 10;

    /// <summary>A block above this holds speech.</summary>
    internal const float SpeechProbability = 0.5f;

    /// <summary>Whether anybody speaks: at least 10 blocks (0.32 s) with a probability above 0.5, wherever they are.</summary>
    /// <param name="probabilities">The probability of each block.</param>
    public static bool HasSpeech(ReadOnlySpan<float> probabilities)
    {
        var blocks = 0;
        foreach (var p in probabilities)
        {
            if (p > SpeechProbability) blocks++;
        }

        return blocks >= LeastBlocks;
    }

    /// <summary>
    /// Where speech is: it begins at <see cref="SpeechOptions.Threshold"/> and ends below <see cref="SpeechOptions.EndThreshold"/>; short
    /// pauses are bridged, then short speech is left out, and each span gets a margin.
    /// </summary>
    /// <param name="probabilities">The probability of each block.</param>
    /// <param name="durationSeconds">How long the recording is: spans end there at the latest.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>Spans in order that neither overlap nor leave the recording.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option makes no sense, or the duration is negative or not finite.</exception>
    public static IReadOnlyList<SpeechSpan> Find(
        ReadOnlySpan<float> probabilities, double durationSeconds, SpeechOptions? options = null)
    {
        options ??= new SpeechOptions();
        options.Validate();
        if (!(durationSeconds >= 0) || !double.IsFinite(durationSeconds))
        {
            throw new ArgumentOutOfRangeException(
                nameof(durationSeconds), durationSeconds, "The duration must be a finite number of seconds of at least 0.");
        }

        // Lengths are counted in blocks: a difference of two places in seconds would make the least length a matter of rounding.
        var spans = Bridge(Runs(probabilities, options), options.LeastPauseSeconds)
            .Where(r => r.First * BlockSeconds < durationSeconds)
            .Where(r => (r.End - r.First) * BlockSeconds >= options.LeastSpeechSeconds)
            .Where(r => durationSeconds - (r.First * BlockSeconds) >= options.LeastSpeechSeconds)
            .Select(r => new SpeechSpan(r.First * BlockSeconds, Math.Min(r.End * BlockSeconds, durationSeconds)))
            .ToArray();
        return [.. spans.Select((_, i) => WithMargin(spans, i, options.MarginSeconds, durationSeconds))];
    }

    /// <summary>From the blocks at which speech begins to those before which it ends.</summary>
    private static List<(int First, int End)> Runs(ReadOnlySpan<float> probabilities, SpeechOptions options)
    {
        var runs = new List<(int, int)>();
        var first = -1;
        for (var b = 0; b < probabilities.Length; b++)
        {
            if (first < 0 && probabilities[b] >= options.Threshold) first = b;
            if (first < 0 || probabilities[b] >= options.EndThreshold) continue;
            runs.Add((first, b));
            first = -1;
        }

        if (first >= 0) runs.Add((first, probabilities.Length));
        return runs;
    }

    private static List<(int First, int End)> Bridge(List<(int First, int End)> runs, double leastPauseSeconds)
    {
        var bridged = new List<(int First, int End)>();
        foreach (var run in runs)
        {
            if (bridged.Count > 0 && (run.First - bridged[^1].End) * BlockSeconds < leastPauseSeconds)
                bridged[^1] = (bridged[^1].First, run.End);
            else bridged.Add(run);
        }

        return bridged;
    }

    private static SpeechSpan WithMargin(SpeechSpan[] spans, int at, double margin, double durationSeconds)
    {
        var span = spans[at];
        var least = at == 0 ? 0 : (spans[at - 1].EndSeconds + span.StartSeconds) / 2;
        var most = at == spans.Length - 1 ? durationSeconds : (span.EndSeconds + spans[at + 1].StartSeconds) / 2;
        return new SpeechSpan(Math.Max(least, span.StartSeconds - margin), Math.Min(most, span.EndSeconds + margin));
    }
}
