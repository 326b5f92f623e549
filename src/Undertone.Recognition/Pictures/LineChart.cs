using System.Globalization;

namespace Undertone.Recognition.Pictures;

/// <summary>
/// Lines over one axis, each with its name at its end and a dash of its own, so that they are told apart without colour. Whoever points at
/// a place reads the values there.
/// </summary>
internal static class LineChart
{
    private const double Width = 460, Height = 290, Left = 50, Top = 10, PlotHeight = 232;
    private const double LabelGap = 15;

    /// <summary>Draws a chart.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="description">What it is called to those who cannot see it.</param>
    /// <param name="x">The x axis.</param>
    /// <param name="y">The y axis.</param>
    /// <param name="places">Where on the x axis the values stand, rising.</param>
    /// <param name="lines">The lines, at least one.</param>
    /// <param name="chance">Where chance is on the y axis; null where there is no such place.</param>
    public static void Draw(
        MarkupWriter page, string description, Axis x, Axis y, IReadOnlyList<double> places, IReadOnlyList<ChartLine> lines,
        double? chance = null)
    {
        string[] names = [.. lines.Select(l => l.Label), .. chance is null ? Array.Empty<string>() : ["chance"]];
        var frame = new Frame(Left, Top, Width - Left - 8 - names.Max(TextWidth.Of), PlotHeight);
        page.Open(
            "svg", ("class", "plot"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")), ("role", "img"),
            ("aria-label", description));
        var panel = new Panel(page, frame, x, y);
        panel.DrawGrid();
        if (chance is { } level) panel.DrawLine([(float)level, (float)level], i => i == 0 ? x.Low : x.High, "chance");
        foreach (var line in lines)
        {
            foreach (var part in line.Parts) Draw(panel, part, places, $"line faint {line.Style}");
        }

        foreach (var line in lines) Draw(panel, line.Values, places, $"line {line.Style}");
        Hits(panel, x, y, places, lines);
        panel.DrawAxes(38);
        var ends = lines.Select(l => l.Values.LastOrDefault(double.IsFinite)).Concat(chance is { } c ? [c] : []).ToArray();
        var at = LabelPlaces.Spread(
            [.. ends.Select(v => frame.Top + (frame.Height * (1 - y.Place(v))))], LabelGap, frame.Top + 4, frame.Top + frame.Height - 4);
        for (var i = 0; i < names.Length; i++)
            page.Element("text", names[i], ("class", "end"), ("x", frame.Left + frame.Width + 6), ("y", at[i] + 4));
        page.Close();
    }

    private static void Draw(Panel panel, IReadOnlyList<double> values, IReadOnlyList<double> places, string style) =>
        panel.DrawLine([.. values.Select(v => (float)v)], i => places[i], style);

    /// <summary>A strip for each place, unseen until somebody points at it, with the values there.</summary>
    private static void Hits(Panel panel, Axis x, Axis y, IReadOnlyList<double> places, IReadOnlyList<ChartLine> lines)
    {
        for (var i = 0; i < places.Count; i++)
        {
            var from = i == 0 ? x.Low : (places[i - 1] + places[i]) / 2;
            var to = i == places.Count - 1 ? x.High : (places[i] + places[i + 1]) / 2;
            var values = lines.Where(l => double.IsFinite(l.Values[i]))
                .Select(l => $"{l.Label} {l.Values[i].ToString("0.000", CultureInfo.InvariantCulture)}");
            var place = places[i].ToString("0.###", CultureInfo.InvariantCulture);
            panel.DrawBar(from, to, y.Low, y.High, "hit", $"{x.Label} {place}: {string.Join(", ", values)}");
        }
    }
}
