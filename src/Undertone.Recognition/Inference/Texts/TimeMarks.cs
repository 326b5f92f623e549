using System.Globalization;
using System.Net;
using Undertone.Recognition.Inference.Segments;

namespace Undertone.Recognition.Inference.Texts;

/// <summary>Parts of a recording as lines in formats of other programs.</summary>
public static class TimeMarks
{
    /// <summary>
    /// A line of Rich Transcription Time Marked, as NIST defines it: the recording called by its name without folder and ending.
    /// </summary>
    /// <param name="file">The recording.</param>
    /// <param name="channel">Its channel, counted from 1; null for the first.</param>
    /// <param name="start">Where it begins, in seconds.</param>
    /// <param name="end">Where it ends, in seconds.</param>
    /// <param name="name">What the part is named by; spaces become underscores.</param>
    /// <param name="confidence">How sure that is, 0 to 1; null where it is not known.</param>
    public static string Rttm(string file, int? channel, double start, double end, string name, double? confidence = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Fields are separated by spaces, so a name has none.
        var word = string.Concat(name.Select(c => char.IsWhiteSpace(c) ? '_' : c));
        var length = Text(end - start, "0.000");
        var sure = confidence is { } c ? Text(c, "0.000") : "<NA>";
        return FormattableString.Invariant(
            $"SPEAKER {SpeakerTurns.NameOf(file)} {channel ?? 1} {Text(start, "0.000")} {length} <NA> <NA> {word} {sure} <NA>");
    }

    /// <summary>A label as Audacity imports it: start, end and a word, with tabs between.</summary>
    /// <param name="start">Where it begins, in seconds.</param>
    /// <param name="end">Where it ends, in seconds.</param>
    /// <param name="text">The word; tabs in it become spaces.</param>
    public static string Label(double start, double end, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"{Text(start, "0.000000")}\t{Text(end, "0.000000")}\t{text.Replace('\t', ' ')}";
    }

    /// <summary>The two lines of a WebVTT cue, said by somebody where that is known.</summary>
    /// <param name="start">Where it begins, in seconds.</param>
    /// <param name="end">Where it ends, in seconds.</param>
    /// <param name="who">Who says it; null where that is not known.</param>
    /// <param name="text">What is shown.</param>
    public static string Cue(double start, double end, string? who, string text)
    {
        var voice = who is null ? "" : $"<v {WebUtility.HtmlEncode(who)}>";
        return $"{Clock(start)} --> {Clock(end)}\n{voice}{text}";
    }

    /// <summary>Hours, minutes, seconds and thousandths.</summary>
    private static string Clock(double seconds)
    {
        var thousandths = (long)Math.Round(seconds * 1000);
        var (hours, minutes) = (thousandths / 3_600_000, thousandths / 60_000 % 60);
        return FormattableString.Invariant($"{hours:00}:{minutes:00}:{thousandths / 1000 % 60:00}.{thousandths % 1000:000}");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
