using System.Globalization;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>Answers as the rows that <c>undertone predict</c> prints; numbers have a point in every culture.</summary>
public static class PredictionRow
{
    /// <summary>How many emotions a row names by default.</summary>
    public const int DefaultTop = 3;

    /// <summary>The row of a file; empty where it has no answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="top">How many emotions it names.</param>
    /// <param name="fileWidth">The width of the column of files, in characters.</param>
    public static string Of(FilePrediction result, int top, int fileWidth)
    {
        ArgumentNullException.ThrowIfNull(result);
        var channel = result.Channel is { } c ? FormattableString.Invariant($"  (channel {c})") : "";
        return result.Prediction is { } p
            ? $"{result.File.PadRight(fileWidth)}  {Seconds(p.DurationSeconds),8}  {Rest(p, top, channel)}"
            : "";
    }

    /// <summary>The row of a segment, without the space below the file's name.</summary>
    /// <param name="segment">The answer.</param>
    /// <param name="top">How many emotions it names.</param>
    public static string Of(SegmentPrediction segment, int top)
    {
        ArgumentNullException.ThrowIfNull(segment);
        var (start, end) = (Seconds(segment.StartSeconds), Seconds(segment.EndSeconds));
        var speaker = segment.Speaker is null ? "" : $"  (speaker: {segment.Speaker})";
        var answer = Answer(segment.Speech ? segment.Scores : null, segment.Dimensions, segment.UncertainBecause, top);
        return $"{start,8} - {end,8}  {answer}{Known(segment.Voice)}{speaker}{Said(segment.Text)}";
    }

    internal static string Of(EmotionPrediction p, int top) => $"{Seconds(p.DurationSeconds)}  {Rest(p, top, "")}";

    internal static string Of(EmotionScores scores, int top) => string.Join(
        "  ", scores.Top(top).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value * 100:0.0} %")));

    private static string Rest(EmotionPrediction p, int top, string channel) =>
        Answer(p.Speech ? p.Scores : null, p.Dimensions, p.UncertainBecause, top) + Known(p.Voice) + channel + Said(p.Text);

    private static string Answer(EmotionScores? scores, EmotionDimensions? dimensions, IReadOnlyList<string> uncertain, int top) =>
        scores is null
        ? "(no speech)"
        : string.Join("  ", new[] { Of(scores, top), dimensions?.ToString() }.Where(t => !string.IsNullOrEmpty(t)))
            + (uncertain.Count > 0 ? $"  (uncertain: {string.Join(", ", uncertain)})" : "");

    private static string Said(string? text) => string.IsNullOrEmpty(text) ? "" : $"  \"{text}\"";

    private static string Known(UsedVoice? voice) => voice is null ? "" : $"  (voice: {voice})";

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");
}
