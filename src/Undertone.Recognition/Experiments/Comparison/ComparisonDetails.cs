using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>What a run's report shows, of every recipe side by side: sure answers, confused emotions, speakers with intervals.</summary>
internal static class ComparisonDetails
{
    private const int MostPairs = 5;

    /// <summary>Accuracy of the surest answers, a line for each recipe.</summary>
    public static void Coverage(MarkupWriter page, IReadOnlyList<ComparisonRow> rows, int number)
    {
        page.Element("h3", "Accuracy of the surest answers");
        page.Element(
            "p",
            "How many answers are right if only the surest share of them is given. A line that falls to the right knows when it may be "
            + "wrong; a flat one does not.",
            ("class", "hint"));
        CoverageFigure.Compare(
            page, FormattableString.Invariant($"coverage-{number}"), [.. rows.Select(r => (r.Recipe, r.Evaluation))]);
    }

    /// <summary>The pairs of emotions that each recipe takes for one another most often.</summary>
    public static void Pairs(MarkupWriter page, IReadOnlyList<ComparisonRow> rows)
    {
        page.Element("h3", "Emotions most confused");
        page.Element(
            "p", $"The first {MostPairs} pairs of each recipe, by the share of both emotions' utterances that is taken for the other.",
            ("class", "hint"));
        page.Open("div", ("class", "two"));
        foreach (var row in rows)
        {
            page.Open("div").Element("h4", row.Recipe);
            var pairs = ConfusedPair.Of(row.Evaluation);
            if (pairs.Count == 0) page.Element("p", "None: every answer is right.");
            else ConfusedPairsSection.Table(page, pairs.Take(MostPairs), $"Emotions most confused by {row.Recipe}");
            page.Close();
        }

        page.Close();
    }

    /// <summary>Each speaker's score under each recipe, with the interval over that speaker's utterances.</summary>
    public static void Speakers(MarkupWriter page, IReadOnlyList<ComparisonRow> rows, int number)
    {
        if (rows[0].Evaluation.PerSpeaker.Count < 2) return;
        page.Element("h3", "Each speaker, with intervals");
        page.Element(
            "p", "95 % intervals by bootstrap over the speaker's utterances: how far a score would move with other utterances of the same "
                + "voice. \"all\" is the UAR over all speakers.",
            ("class", "hint"));
        page.Open("div", ("class", "two"));
        for (var i = 0; i < rows.Count; i++)
        {
            page.Open("div").Element("h4", rows[i].Recipe);
            SpeakersFigure.Write(page, rows[i].Evaluation, FormattableString.Invariant($"speakers-{number}-{i + 1}"));
            page.Close();
        }

        page.Close();
    }
}
