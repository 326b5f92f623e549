using Undertone.Learning.Metrics;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>
/// Accuracy by confidence with the number of answers below: as the models answered (hollow), and, where it was looked for, after scaling by
/// the temperature (filled) beside it.
/// </summary>
internal static class ReliabilityFigure
{
    private const double Left = 54, PlotWidth = 336, Gap = 0.004;

    public static void Write(MarkupWriter page, IReadOnlyList<ReliabilityBin> before, IReadOnlyList<ReliabilityBin>? after)
    {
        page.OpenFigure("reliability");
        page.Open(
            "svg", ("class", "plot"), ("viewBox", "0 0 400 392"), ("role", "img"),
            ("aria-label", "Accuracy and number of answers by confidence; the table below has the numbers."));
        Key(page, after is not null);
        var confidence = Axis.Linear("confidence", 0, 1, 5);
        var most = before.Concat(after ?? []).Max(b => b.Count);
        var upper = new Panel(page, new Frame(Left, 32, PlotWidth, 230), confidence, Axis.Linear("accuracy", 0, 1, 5));
        var lower = new Panel(page, new Frame(Left, 278, PlotWidth, 64), confidence, Axis.Whole("answers", 0, most * 1.1, 2));
        upper.DrawGrid();
        lower.DrawGrid();
        foreach (var b in before) Draw(upper, lower, b, b.Low, after is null ? b.High : (b.Low + b.High) / 2, "bar hollow", "as answered");
        foreach (var b in after ?? []) Draw(upper, lower, b, (b.Low + b.High) / 2, b.High, "bar", "scaled");
        upper.DrawLine([0, 1], i => i, "ideal");
        upper.DrawAxes(40, labelX: false);
        lower.DrawAxes(40);
        page.Close().Close();
    }

    private static void Draw(Panel upper, Panel lower, ReliabilityBin bin, double from, double to, string style, string which)
    {
        if (bin.Count == 0) return;
        var text = FormattableString.Invariant(
            $"{which}: {bin.Count} answers, confidence {bin.Confidence:0.000}, accuracy {bin.Accuracy:0.000}");
        upper.DrawBar(from + Gap, to - Gap, 0, bin.Accuracy, style, text);
        lower.DrawBar(from + Gap, to - Gap, 0, bin.Count, style, text);
    }

    private static void Key(MarkupWriter page, bool scaled)
    {
        page.Empty("rect", ("class", "bar hollow"), ("x", Left), ("y", 10), ("width", 12), ("height", 12));
        page.Element("text", "as the models answered", ("x", Left + 18), ("y", 20));
        if (!scaled) return;
        page.Empty("rect", ("class", "bar"), ("x", Left + 172), ("y", 10), ("width", 12), ("height", 12));
        page.Element("text", "scaled", ("x", Left + 190), ("y", 20));
    }
}
