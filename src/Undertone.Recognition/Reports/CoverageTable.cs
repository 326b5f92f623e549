using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>How many answers a limit of confidence keeps, and how many of those are right.</summary>
internal static class CoverageTable
{
    public static void Write(MarkupWriter page, Calibration calibration)
    {
        page.Element("p", calibration.Describe());
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Answers kept by confidence"))
            .Open("table");
        page.Open("thead").Open("tr");
        foreach (var head in (ReadOnlySpan<string>)["Confidence of at least", "Answers kept", "Of these right"])
            page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var row in calibration.Table)
        {
            page.Open("tr").Element("th", ScoreText.WholePercent(row.Confidence), ("scope", "row"));
            page.Element("td", ScoreText.Percent(row.Coverage));
            page.Element("td", row.Accuracy is { } accuracy ? ScoreText.Percent(accuracy) : "\u2013").Close();
        }

        page.Close().Close().Close();
    }
}
