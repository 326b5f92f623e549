using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>How the model did on the same utterances under other conditions.</summary>
internal static class RobustnessSection
{
    public static void Write(MarkupWriter page, RobustnessTable? table, double chance)
    {
        if (table is null) return;
        page.OpenSection(
            "robustness", "Other rooms, lines and microphones",
            "The same utterances under other conditions. An utterance without an answer counts as wrong in UAR; kept is the share of " +
            "answers that are the same as clean.");
        page.Element("p", table.Describe() + ".");
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", "robustness"))
            .Open("table", ("class", "wide"));
        page.Open("thead").Open("tr").Element("th", "Condition", ("scope", "col"), ("class", "text"));
        foreach (var head in (ReadOnlySpan<string>)["UAR", "Kept", "No speech", "Uncertain"]) page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var row in table.Rows) Write(page, row, chance);
        page.Close().Close().Close().Close();
    }

    private static void Write(MarkupWriter page, RobustnessRow row, double chance)
    {
        page.Open("tr").Element("th", row.Title, ("scope", "row"));
        if (row.Missing is { } missing)
        {
            page.Element("td", "not tried: " + missing, ("colspan", 4), ("class", "text")).Close();
            return;
        }

        page.Element("td", ScoreText.Of(row.Uar), ("class", "bar"), ("style", ScoreText.Bar(row.Uar ?? 0, chance)));
        foreach (var share in (ReadOnlySpan<double?>)[row.Kept, row.NoSpeech, row.Uncertain])
            page.Element("td", share is { } value ? ScoreText.Percent(value) : "\u2013");
        page.Close();
    }
}
