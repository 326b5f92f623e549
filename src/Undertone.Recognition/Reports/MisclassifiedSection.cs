using System.Globalization;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>Every wrong answer in one table, which people sort and turn the pages of, and whose audio they can hear.</summary>
internal static class MisclassifiedSection
{
    private const int RowsAPage = 25;
    private const int TextColumns = 4;

    private static readonly string[] Columns = ["Corpus", "Speaker", "Truth", "Answer", "Confidence", "Of the truth", "Fold"];

    public static void Write(MarkupWriter page, LabelSet labels, IReadOnlyList<Mistake> mistakes)
    {
        if (mistakes.Count == 0) return;
        page.OpenSection(
            "misclassified", $"All misclassified clips ({ScoreText.Count(mistakes.Count)})",
            "A click on a heading sorts. To hear clips that the page does not carry, choose the data folder: the files are played from "
            + "there and go nowhere.");
        page.Open("p", ("class", "listen"), ("hidden", "hidden"));
        page.Open("label").Text("Data folder ").Empty(
            "input", ("type", "file"), ("webkitdirectory", "webkitdirectory"), ("multiple", "multiple"), ("id", "data-folder")).Close();
        page.Close();
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", "misclassified"));
        page.Open("table", ("class", "wide sortable"), ("data-page", RowsAPage));
        page.Open("thead").Open("tr").Element("th", "File", ("scope", "col"), ("class", "text"));
        for (var i = 0; i < Columns.Length; i++)
            page.Element("th", Columns[i], ("scope", "col"), ("class", i < TextColumns ? "text" : null));
        page.Close().Close().Open("tbody");
        foreach (var mistake in mistakes) Row(page, labels, mistake);
        page.Close().Close().Close().Close();
    }

    private static void Row(MarkupWriter page, LabelSet labels, Mistake mistake)
    {
        var (t, u) = (mistake.Tested, mistake.Tested.Utterance);
        page.Open(
            "tr", ("data-start", u.StartSeconds?.ToString("R", CultureInfo.InvariantCulture)),
            ("data-end", u.EndSeconds?.ToString("R", CultureInfo.InvariantCulture)));
        page.Open("th", ("scope", "row"), ("class", "file")).Element("bdi", u.RelativePath);
        if (u.Span.Length > 0) page.Text(" \u00b7 " + u.Span);
        if (mistake.Embedded)
        {
            page.Element(
                "button", "\u25b6", ("type", "button"), ("class", "play"), ("data-clip", mistake.ClipId),
                ("aria-label", "Listen to " + u.RelativePath));
            if (!mistake.Shown) page.Open("audio", ("preload", "none"), ("id", mistake.ClipId), ("src", mistake.AudioUri())).Close();
        }

        page.Close();
        foreach (var text in (ReadOnlySpan<string>)[u.Corpus, u.Speaker, labels[t.Truth], labels[t.Predicted]])
            page.Element("td", text, ("class", "text"));
        page.Element("td", ScoreText.Of(t.Confidence)).Element("td", ScoreText.Of(t.Probabilities[t.Truth]))
            .Element("td", t.Fold.ToString(CultureInfo.InvariantCulture)).Close();
    }
}
