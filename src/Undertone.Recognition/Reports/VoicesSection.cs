using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>How the model did where it knew the voices.</summary>
internal static class VoicesSection
{
    public static void Write(MarkupWriter page, VoiceTable? table, double chance)
    {
        if (table is null) return;
        page.OpenSection(
            "voices", "With the voice known",
            $"The same utterances {VoiceTable.Protocol}: answers are relative to what the model makes of those clips.");
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", "voices"))
            .Open("table", ("class", "wide"));
        page.Open("thead").Open("tr").Element("th", "Clips known", ("scope", "col"), ("class", "text"));
        foreach (var head in (ReadOnlySpan<string>)["UAR", "Accuracy"]) page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var row in table.Rows)
        {
            page.Open("tr").Element("th", row.Title, ("scope", "row"));
            page.Element("td", ScoreText.Of(row.Uar), ("class", "bar"), ("style", ScoreText.Bar(row.Uar, chance)));
            page.Element("td", ScoreText.Of(row.Accuracy)).Close();
        }

        page.Close().Close().Close().Close();
    }
}
