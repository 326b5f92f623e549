using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>The map of embeddings: each emotion has a form and a colour; hollow where the answer was wrong.</summary>
internal static class EmbeddingMapSection
{
    private const double Width = 460, PlotHeight = 380, Margin = 8, KeyColumn = 110, KeyRow = 18;
    private const int KeyColumns = 4;

    public static ReportSection Of(EmbeddingMap map, string which) => new(
        "map", "Map of embeddings",
        $"What {which} makes of its tested clips, {map.Tested.Count} of them, before the last step: near points sound alike to it. Filled: "
        + "right answers; hollow: wrong ones.",
        page =>
        {
            page.Open("div", ("class", "two"));
            Figure(
                page, "map-pca", $"Principal components ({ScoreText.WholePercent(map.Explained[0])} and "
                    + $"{ScoreText.WholePercent(map.Explained[1])} of the variance)",
                "Distances are true as far as two directions show them.", map, map.Components);
            if (map.Neighbours is { } neighbours)
            {
                Figure(
                    page, "map-tsne", "t-SNE",
                    "Neighbours stay neighbours; distances between groups and their sizes say nothing.", map, neighbours);
            }

            page.Close();
        });

    private static void Figure(MarkupWriter page, string name, string title, string hint, EmbeddingMap map, double[][] places)
    {
        page.Open("div").Element("h3", title).Element("p", hint, ("class", "hint")).OpenFigure(name);
        var top = 6 + (KeyRow * ((map.Labels.Count + KeyColumns - 1) / KeyColumns));
        page.Open(
            "svg", ("class", "plot"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {top + PlotHeight + Margin}")), ("role", "img"),
            ("aria-label", title + " of the tested clips by emotion."));
        for (var i = 0; i < map.Labels.Count; i++)
        {
            var (x, y) = (Margin + 6 + (KeyColumn * (i % KeyColumns)), 8 + (KeyRow * (i / KeyColumns)));
            Marker.Draw(page, i, x, y, 5, $"point l{i % 9}");
            page.Element("text", map.Labels[i], ("x", x + 11), ("y", y + 4));
        }

        var frame = new Frame(Margin, top, Width - (2 * Margin), PlotHeight);
        page.Empty("rect", ("class", "frame"), ("x", frame.Left), ("y", frame.Top), ("width", frame.Width), ("height", frame.Height));
        Points(page, map, places, frame);
        page.Close().Close().Close();
    }

    /// <summary>One scale for both directions, so that distances can be compared.</summary>
    private static void Points(MarkupWriter page, EmbeddingMap map, double[][] places, Frame frame)
    {
        var (lowX, highX) = (places.Min(p => p[0]), places.Max(p => p[0]));
        var (lowY, highY) = (places.Min(p => p[1]), places.Max(p => p[1]));
        var scale = Math.Min((frame.Width - 24) / Math.Max(highX - lowX, 1e-12), (frame.Height - 24) / Math.Max(highY - lowY, 1e-12));
        for (var i = 0; i < places.Length; i++)
        {
            var x = frame.Left + (frame.Width / 2) + (scale * (places[i][0] - ((lowX + highX) / 2)));
            var y = frame.Top + (frame.Height / 2) - (scale * (places[i][1] - ((lowY + highY) / 2)));
            var t = map.Tested[i];
            Marker.Draw(page, t.Truth, x, y, 4, $"point l{t.Truth % 9}{(t.Predicted == t.Truth ? "" : " wrong")}", Text(map, t));
        }
    }

    private static string Text(EmbeddingMap map, TestedUtterance t) =>
        $"{t.Utterance.RelativePath}: {map.Labels[t.Truth]}, answer {map.Labels[t.Predicted]}";
}
