using System.Globalization;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Experiments.Exploration;

/// <summary>Counts and distributions of utterances as panels, for a picture and for a page.</summary>
internal static class CorpusFigures
{
    public const double RowHeight = 17, AxisRoom = 44;
    private const int Bins = 24;

    /// <summary>The number of utterances of each emotion, in their usual order.</summary>
    public static IReadOnlyList<(string Name, int Count)> ByEmotion(IReadOnlyList<Utterance> utterances)
    {
        var counts = utterances.CountBy(u => u.Emotion, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. LabelSet.Ordered(counts.Keys).Select(e => (e, counts[e]))];
    }

    /// <summary>The number of utterances of each value of something, by name.</summary>
    public static IReadOnlyList<(string Name, int Count)> By(IReadOnlyList<Utterance> utterances, Func<Utterance, string?> key) =>
        [.. utterances.CountBy(u => key(u) ?? Utterance.UnknownSpeaker, StringComparer.Ordinal)
            .OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value))];

    /// <summary>How high <see cref="Bars"/> are.</summary>
    public static double HeightOf(int bars) => (RowHeight * bars) + AxisRoom;

    /// <summary>A bar for each name, the first on top, with its number.</summary>
    public static void Bars(MarkupWriter svg, double left, double top, double width, IReadOnlyList<(string Name, int Count)> counts)
    {
        var room = 14 + counts.Max(c => TextWidth.Of(c.Name));
        var most = counts.Max(c => c.Count);
        var rows = counts.Reverse().ToArray();
        // Room for the number behind the longest bar.
        var x = Axis.Whole("utterances", 0, most * 1.12, 4);
        var frame = new Frame(left + room, top, width - room, RowHeight * rows.Length);
        var panel = new Panel(svg, frame, x, Axis.Names("", [.. rows.Select(r => r.Name)], rows.Length));
        for (var i = 0; i < rows.Length; i++)
        {
            var (name, count) = rows[i];
            panel.DrawBar(0, count, i - 0.36, i + 0.36, "bar", FormattableString.Invariant($"{name}: {count}"));
            svg.Element(
                "text", count.ToString(CultureInfo.InvariantCulture), ("x", frame.Left + (frame.Width * x.Place(count)) + 4),
                ("y", frame.Top + frame.Height - (RowHeight * (i + 0.5)) + 4));
        }

        panel.DrawAxes();
    }

    /// <summary>How many utterances have values in each of 24 equal ranges; values are finite and at least one.</summary>
    public static void Histogram(MarkupWriter svg, Frame frame, string label, IReadOnlyList<double> values)
    {
        var x = Axis.Linear(label, values.Min(), values.Max(), 6);
        var width = (x.High - x.Low) / Bins;
        var counts = new int[Bins];
        foreach (var value in values) counts[Math.Clamp((int)((value - x.Low) / width), 0, Bins - 1)]++;
        var panel = new Panel(svg, frame, x, Axis.Whole("utterances", 0, counts.Max() * 1.05, 4));
        panel.DrawGrid();
        for (var b = 0; b < Bins; b++)
        {
            var (from, to) = (x.Low + (b * width), x.Low + ((b + 1) * width));
            if (counts[b] > 0)
            {
                panel.DrawBar(
                    from, to, 0, counts[b], "bar",
                    string.Create(CultureInfo.InvariantCulture, $"{from:0.##} to {to:0.##}: {counts[b]} utterances"));
            }
        }

        panel.DrawAxes();
    }
}
