using System.Globalization;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Interactive.Fragments;

/// <summary>A recording as a coloured strip for each speaker, and a table of its runs of one emotion.</summary>
internal static class TimelineStrip
{
    private const int Colors = 9;

    public static void Write(MarkupWriter html, IReadOnlyList<SegmentPrediction> segments)
    {
        var runs = Timeline.Merge(segments);
        if (runs.Count == 0)
        {
            html.Element("p", "There is no segment.", ("class", "hint"));
            return;
        }

        var end = runs.Max(r => r.EndSeconds);
        foreach (var speaker in runs.GroupBy(r => r.Speaker))
        {
            if (speaker.Key is { } name) html.Element("h4", name);
            Strip(html, [.. speaker], end);
        }

        Table(html, runs);
    }

    private static void Strip(MarkupWriter html, SegmentPrediction[] runs, double end)
    {
        html.Open("div", ("class", "strip"), ("role", "img"), ("aria-label", "The timeline; the table below has its runs."));
        foreach (var run in runs)
        {
            var (left, width) = (100 * run.StartSeconds / end, 100 * (run.EndSeconds - run.StartSeconds) / end);
            html.Element(
                "span", "", ("class", Color(run)),
                ("style", string.Create(CultureInfo.InvariantCulture, $"left:{left:0.##}%;width:{width:0.##}%")),
                ("title", $"{Seconds(run.StartSeconds)} to {Seconds(run.EndSeconds)}: {run.Emotion ?? "no speech"}"));
        }

        html.Close();
    }

    private static void Table(MarkupWriter html, IReadOnlyList<SegmentPrediction> runs)
    {
        var (speakers, texts) = (runs.Any(r => r.Speaker is not null), runs.Any(r => r.Text is not null));
        string[] heads = ["Emotion", "From", "To", "Confidence"];
        if (speakers) heads = [.. heads, "Speaker"];
        if (texts) heads = [.. heads, "Text"];
        html.OpenTable(null, heads);
        foreach (var run in runs)
        {
            html.Open("tr").Open("th", ("scope", "row")).Element("span", "", ("class", "key " + Color(run)));
            html.Text(run.Emotion ?? "no speech").Text(run.Uncertain ? " (uncertain)" : "").Close();
            html.Element("td", Seconds(run.StartSeconds)).Element("td", Seconds(run.EndSeconds));
            html.Element("td", run.Emotion is null ? "\u2013" : ScoreText.Percent(run.Confidence));
            if (speakers) html.Element("td", run.Speaker ?? "\u2013", ("class", "text"));
            if (texts) html.Element("td", run.Text ?? "", ("class", "text"));
            html.Close();
        }

        html.CloseTable();
    }

    private static string Color(SegmentPrediction run) => run.Emotion is { } emotion
        ? string.Create(CultureInfo.InvariantCulture, $"e{run.Scores.Labels.IndexOf(emotion) % Colors}")
        : "none";

    private static string Seconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} s");
}
