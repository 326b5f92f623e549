using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>The unweighted average recall of each speaker with its interval, beside chance and the score of all.</summary>
internal static class SpeakersFigure
{
    private const double Width = 460, Top = 22, RowHeight = 17;

    /// <summary>Draws it; nothing where there is one speaker.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="e">The scores.</param>
    /// <param name="name">What the file of the figure is called.</param>
    public static void Write(MarkupWriter page, EvaluationResult e, string name = "speakers")
    {
        if (e.PerSpeaker.Count < 2) return;
        var rows = e.PerSpeaker.Zip(e.SpeakerUarIntervals).OrderBy(r => r.First.Uar)
            .ThenByDescending(r => r.First.Group, StringComparer.Ordinal).ToArray();
        var left = 14 + rows.Max(r => TextWidth.Of(r.First.Group));
        var height = RowHeight * rows.Length;
        page.OpenFigure(name, rows.Length > 30 ? "scroll tall" : null);
        page.Open(
            "svg", ("class", "plot"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Top + height + 42}")), ("role", "img"),
            ("aria-label", "UAR of each speaker with its 95 % interval; the table has the scores."));
        var panel = new Panel(
            page, new Frame(left, Top, Width - left - 12, height), Axis.Linear("UAR, 95 % interval over the speaker's utterances", 0, 1, 5),
            Axis.Names("", [.. rows.Select(r => r.First.Group)], rows.Length));
        panel.DrawRule(e.Chance, "chance", "chance");
        panel.DrawRule(e.Report.UnweightedAverageRecall, "ideal", "all");
        for (var i = 0; i < rows.Length; i++)
        {
            var (speaker, interval) = rows[i];
            panel.DrawBar(interval.Low, interval.High, i - 0.08, i + 0.08, "range");
            panel.DrawPoint(
                speaker.Uar, i, 0, 4, "point l0",
                $"{speaker.Group}: {ScoreText.Of(speaker.Uar)} ({ScoreText.Range(interval)}), {speaker.Utterances} utterances");
        }

        panel.DrawAxes();
        page.Close().Close();
    }
}
