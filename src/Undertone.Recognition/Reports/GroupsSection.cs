using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>Scores by speaker, sex, corpus and intensity: where a model is unfair shows here.</summary>
internal static class GroupsSection
{
    public static void Write(MarkupWriter page, EvaluationResult e)
    {
        page.OpenSection(
            "groups", "Who it works for",
            "UAR and accuracy of each part of the tested utterances. Large gaps mean that the model serves some people worse than others.");
        page.Open("div", ("class", "two"));
        page.Open("div");
        SpeakersFigure.Write(page, e);
        Table(page, "Speaker", e.PerSpeaker, e.Chance);
        page.Close();
        page.Open("div");
        Table(page, "Sex", e.PerSex, e.Chance);
        if (e.SexGap is { } gap) page.Element("p", $"The UAR of the two differs by {ScoreText.Of(gap)}.", ("class", "hint"));
        Table(page, "Corpus", e.PerCorpus, e.Chance);
        Table(page, "Language", e.PerLanguage, e.Chance);
        Table(page, "Intensity", e.PerIntensity, e.Chance);
        page.Close().Close().Close();
    }

    private static void Table(MarkupWriter page, string name, IReadOnlyList<GroupScore> groups, double chance)
    {
        if (groups.Count == 0) return;
        var (worst, best) = (groups.MinBy(g => g.Uar)!, groups.MaxBy(g => g.Uar)!);
        page.Open("div").Element("h3", "By " + name.ToLowerInvariant());
        page.Open(
            "div", ("class", groups.Count > 12 ? "scroll tall" : "scroll"), ("tabindex", "0"), ("role", "region"),
            ("aria-label", "Scores by " + name.ToLowerInvariant())).Open("table", ("class", "wide"));
        if (groups.Count > 1)
            page.Element("caption", $"UAR from {ScoreText.Of(worst.Uar)} ({worst.Group}) to {ScoreText.Of(best.Uar)} ({best.Group})");
        page.Open("thead").Open("tr").Element("th", name, ("scope", "col"), ("class", "text"));
        foreach (var head in (ReadOnlySpan<string>)["UAR", "Accuracy", "Utterances"]) page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var g in groups)
        {
            page.Open("tr").Element("th", g.Group, ("scope", "row"));
            page.Element("td", ScoreText.Of(g.Uar), ("class", "bar"), ("style", ScoreText.Bar(g.Uar, chance)));
            page.Element("td", ScoreText.Of(g.Accuracy)).Element("td", g.Utterances.ToString(CultureInfo.InvariantCulture)).Close();
        }

        page.Close().Close().Close().Close();
    }
}
