using System.Globalization;

namespace Undertone.Recognition.Inference.Texts;

/// <summary>Runs of one emotion in formats of other programs; where nobody speaks there is nothing.</summary>
public static class TimelineText
{
    /// <summary>WebVTT, as video players and browsers show it: a cue a run. It names no files, so it is for one.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="results">The answers, with segments; made while they are written.</param>
    public static void WriteVtt(TextWriter output, IEnumerable<FilePrediction> results)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(results);
        output.WriteLine("WEBVTT");
        InOrder(results, (run, channel) =>
        {
            var share = string.Create(CultureInfo.InvariantCulture, $"{run.Confidence * 100:0} %");
            var text = $"{run.Emotion} {share}{(run.Uncertain ? " (uncertain)" : "")}";
            output.WriteLine();
            output.WriteLine(TimeMarks.Cue(run.StartSeconds, run.EndSeconds, Who(run, channel), text));
        });
    }

    /// <summary>RTTM: a line a run, named by the emotion and before it, where known, the speaker and a colon.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="results">The answers, with segments; made while they are written.</param>
    public static void WriteRttm(TextWriter output, IEnumerable<FilePrediction> results)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(results);
        foreach (var result in results)
        {
            foreach (var (run, channel) in Runs(result))
            {
                var name = run.Speaker is { } speaker ? $"{speaker}:{run.Emotion}" : run.Emotion!;
                output.WriteLine(TimeMarks.Rttm(result.File, channel, run.StartSeconds, run.EndSeconds, name, run.Confidence));
            }

            output.Flush();
        }
    }

    /// <summary>Labels as Audacity imports them: a line a run. They name no files, so they are for one.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="results">The answers, with segments; made while they are written.</param>
    public static void WriteLabels(TextWriter output, IEnumerable<FilePrediction> results)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(results);
        InOrder(results, (run, channel) =>
        {
            var who = Who(run, channel);
            output.WriteLine(TimeMarks.Label(run.StartSeconds, run.EndSeconds, who is null ? run.Emotion! : $"{who}: {run.Emotion}"));
        });
    }

    /// <summary>Writes the runs of all results by their begin, and those that were there before an interruption.</summary>
    private static void InOrder(IEnumerable<FilePrediction> results, Action<SegmentPrediction, int?> write)
    {
        var runs = new List<(SegmentPrediction Run, int? Channel)>();
        try
        {
            foreach (var result in results) runs.AddRange(Runs(result));
        }
        catch (OperationCanceledException)
        {
            Write();
            throw;
        }

        Write();

        void Write()
        {
            foreach (var (run, channel) in runs.OrderBy(r => r.Run.StartSeconds)) write(run, channel);
        }
    }

    private static IEnumerable<(SegmentPrediction Run, int? Channel)> Runs(FilePrediction result) =>
        Timeline.Merge(result.Prediction?.Segments ?? []).Where(r => r.Speech).Select(r => (r, result.Channel));

    private static string? Who(SegmentPrediction run, int? channel) =>
        run.Speaker ?? (channel is { } c ? FormattableString.Invariant($"channel {c}") : null);
}
