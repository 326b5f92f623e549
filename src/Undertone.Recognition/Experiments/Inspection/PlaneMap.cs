using Undertone.Learning.Projection;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>Rows of numbers laid out in a plane.</summary>
/// <param name="Components">[rows, 2]: the first two principal components.</param>
/// <param name="Explained">The share of the variance that each of the two has.</param>
/// <param name="Neighbours">[rows, 2]: the places that t-SNE gives.</param>
internal sealed record PlaneMap(double[][] Components, double[] Explained, double[][] Neighbours)
{
    // Beyond this points cover one another, and t-SNE compares every two of them.
    private const int MostPoints = 1000;
    private const int LeastPoints = 10;
    private const double Width = 460, PlotHeight = 380, Margin = 8, KeyColumn = 110, KeyRow = 18;
    private const int KeyColumns = 4;

    /// <summary>The places of the rows that are shown: all, or every n-th of many; null where there are too few for a map.</summary>
    public static int[]? Shown(int rows)
    {
        var step = (rows + MostPoints - 1) / MostPoints;
        return rows < LeastPoints ? null : [.. Enumerable.Range(0, rows).Where(i => i % step == 0)];
    }

    /// <summary>Lays out rows.</summary>
    public static PlaneMap Of(IReadOnlyList<float[]> rows)
    {
        var pca = Pca.Fit(rows, 2);
        return new PlaneMap(
            pca.Scores, [.. pca.Variances.Select(v => pca.TotalVariance > 0 ? v / pca.TotalVariance : 0)], Tsne.Fit(rows));
    }

    /// <summary>Draws both layouts side by side.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="labels">The labels, by their places.</param>
    /// <param name="points">How each row is drawn.</param>
    /// <param name="what">What the rows are, for those who cannot see the map.</param>
    public void Write(MarkupWriter page, IReadOnlyList<string> labels, IReadOnlyList<MapPoint> points, string what)
    {
        page.Open("div", ("class", "two"));
        Figure(
            page, "map-pca", $"Principal components ({ScoreText.WholePercent(Explained[0])} and "
                + $"{ScoreText.WholePercent(Explained[1])} of the variance)",
            "Distances are true as far as two directions show them.", Components);
        Figure(page, "map-tsne", "t-SNE", "Neighbours stay neighbours; distances between groups and their sizes say nothing.", Neighbours);
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
