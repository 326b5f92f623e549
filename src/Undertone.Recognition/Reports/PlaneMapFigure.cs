using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>A map in a plane by principal components and by t-SNE, side by side.</summary>
internal static class PlaneMapFigure
{
    private const double Width = 460, PlotHeight = 380, Margin = 8, KeyColumn = 110, KeyRow = 18;
    private const int KeyColumns = 4;

    /// <summary>Draws both layouts.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="map">The places.</param>
    /// <param name="labels">The labels, by their places.</param>
    /// <param name="points">How each row is drawn.</param>
    /// <param name="what">What the rows are, for those who cannot see the map.</param>
    public static void Write(
        MarkupWriter page, PlaneMap map, IReadOnlyList<string> labels, IReadOnlyList<MapPoint> points, string what)
    {
        page.Open("div", ("class", "two"));
        Figure(
            page, "map-pca", $"Principal components ({ScoreText.WholePercent(map.Explained[0])} and "
                + $"{ScoreText.WholePercent(map.Explained[1])} of the variance)",
            "Distances are true as far as two directions show them.", map.Components);
        Figure(page, "map-tsne", "t-SNE", "Neighbours stay neighbours; distances between groups and their sizes say nothing.",
            map.Neighbours);
        page.Close();

        void Figure(MarkupWriter page, string name, string title, string hint, double[][] places)
        {
            page.Open("div").Element("h3", title).Element("p", hint, ("class", "hint")).OpenFigure(name);
            var top = 6 + (KeyRow * ((labels.Count + KeyColumns - 1) / KeyColumns));
            page.Open(
                "svg", ("class", "plot"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {top + PlotHeight + Margin}")),
                ("role", "img"), ("aria-label", $"{title} of {what} by emotion."));
            for (var i = 0; i < labels.Count; i++)
            {
                var (x, y) = (Margin + 6 + (KeyColumn * (i % KeyColumns)), 8 + (KeyRow * (i / KeyColumns)));
                Marker.Draw(page, i, x, y, 5, $"point l{i % 9}");
                page.Element("text", labels[i], ("x", x + 11), ("y", y + 4));
            }

            var frame = new Frame(Margin, top, Width - (2 * Margin), PlotHeight);
            page.Empty("rect", ("class", "frame"), ("x", frame.Left), ("y", frame.Top), ("width", frame.Width), ("height", frame.Height));
            Draw(page, points, places, frame);
            page.Close().Close().Close();
        }
    }

    /// <summary>One scale for both directions, so that distances can be compared.</summary>
    private static void Draw(MarkupWriter page, IReadOnlyList<MapPoint> points, double[][] places, Frame frame)
    {
        var (lowX, highX) = (places.Min(p => p[0]), places.Max(p => p[0]));
        var (lowY, highY) = (places.Min(p => p[1]), places.Max(p => p[1]));
        var scale = Math.Min((frame.Width - 24) / Math.Max(highX - lowX, 1e-12), (frame.Height - 24) / Math.Max(highY - lowY, 1e-12));
        for (var i = 0; i < places.Length; i++)
        {
            var x = frame.Left + (frame.Width / 2) + (scale * (places[i][0] - ((lowX + highX) / 2)));
            var y = frame.Top + (frame.Height / 2) - (scale * (places[i][1] - ((lowY + highY) / 2)));
            var point = points[i];
            Marker.Draw(page, point.Label, x, y, 4, $"point l{point.Label % 9}{(point.Hollow ? " wrong" : "")}", point.Text);
        }
    }
}
