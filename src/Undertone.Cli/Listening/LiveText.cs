using System.Globalization;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Listening;

/// <summary>What is heard, in lines of text.</summary>
internal static class LiveText
{
    /// <summary>A line for an answer.</summary>
    public static string Line(StreamingPrediction answer) =>
        $"{Time(answer.StartSeconds)} - {Time(answer.EndSeconds)}  {Level(answer.LevelDb),7}  {Answer(answer)}";

    /// <summary>A line for words.</summary>
    public static string Line(double startSeconds, double endSeconds, string words) =>
        $"{Time(startSeconds)} - {Time(endSeconds)}  \"{words}\"";

    /// <summary>What is said at the end; nothing where nothing was heard.</summary>
    public static IEnumerable<string> Summary(LiveState state)
    {
        if (state.HeardSeconds == 0) yield break;
        yield return string.Create(
            CultureInfo.InvariantCulture, $"listened {state.HeardSeconds:0.0} s, speech {state.SpeechSeconds:0.0} s");
        foreach (var (label, seconds) in state.Shares)
        {
            var percent = 100 * seconds / state.SpeechSeconds;
            yield return string.Create(CultureInfo.InvariantCulture, $"  {label,-10} {seconds,7:0.0} s  {percent,5:0.0} %");
        }
    }

    /// <summary>A level in dB.</summary>
    public static string Level(double? db) => db is { } level ? string.Create(CultureInfo.InvariantCulture, $"{level:0} dB") : "silence";

    /// <summary>Minutes and seconds.</summary>
    public static string Time(double seconds)
    {
        var whole = TimeSpan.FromSeconds(seconds);
        return whole.ToString(whole.TotalHours >= 1 ? @"h\:mm\:ss\.f" : @"mm\:ss\.f", CultureInfo.InvariantCulture);
    }

    private static string Answer(StreamingPrediction answer)
    {
        if (!answer.Speech) return "(no speech)";
        var uncertain = answer.UncertainBecause.Count > 0 ? $"  (uncertain: {string.Join(", ", answer.UncertainBecause)})" : "";
        var emotion = answer.Emotion is { } label
            ? string.Create(CultureInfo.InvariantCulture, $"{label} {answer.Confidence * 100:0.0} %")
            : null;
        return string.Join("  ", new[] { emotion, answer.Dimensions?.ToString() }.OfType<string>()) + uncertain;
    }
}
