using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>The pairs of emotions that are most often taken for one another.</summary>
internal static class ConfusedPairsSection
{
    private const int Most = 10;

    public static void Write(MarkupWriter page, EvaluationResult e)
    {
        var pairs = ConfusedPair.Of(e);
        if (pairs.Count == 0) return;
        page.OpenSection(
            "confused", "Emotions most confused",
            $"The first {Math.Min(Most, pairs.Count)} of {pairs.Count} pairs, by the share of both emotions' utterances that is taken for "
            + "the other.");
        Table(page, pairs.Take(Most), "Emotions most confused");
        page.Close();
    }

    /// <summary>A table of pairs, without its section.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="pairs">The pairs, the most confused first.</param>
    /// <param name="label">What the table is called to those who cannot see it.</param>
    public static void Table(MarkupWriter page, IEnumerable<ConfusedPair> pairs, string label)
    {
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label))
            .Open("table", ("class", "wide wrap"));
        page.Open("thead").Open("tr").Element("th", "Pair", ("scope", "col"), ("class", "text"));
        foreach (var head in (ReadOnlySpan<string>)["First as second", "Share", "Second as first", "Share"])
            page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var pair in pairs)
        {
            page.Open("tr").Element("th", $"{pair.First}, {pair.Second}", ("scope", "row"));
            Cells(page, pair.FirstAsSecond, pair.FirstShare);
            Cells(page, pair.SecondAsFirst, pair.SecondShare);
            page.Close();
        }

        page.Close().Close().Close();
    }

    private static void Cells(MarkupWriter page, int count, double share) =>
        page.Element("td", count.ToString(CultureInfo.InvariantCulture))
            .Element("td", ScoreText.WholePercent(share), ("class", "bar"), ("style", ScoreText.Bar(share)));
}
