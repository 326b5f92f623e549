using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>What each feature is worth to the model.</summary>
internal static class ImportanceSection
{
    private const double MostNameWidth = 200;

    public static void Write(MarkupWriter page, ImportanceTable? table)
    {
        if (table is null) return;
        if (table.Reason is { } reason)
        {
            page.OpenSection("importance", "What each feature is worth").Element("p", reason).Close();
            return;
        }

        page.OpenSection(
            "importance", "What each feature is worth",
            $"Permutation importance: by how much UAR ({ScoreText.Of(table.Uar)}) falls where a feature's columns, in all frames where the "
            + "model sees frames, are exchanged among the tested utterances; mean and standard deviation of "
            + $"{table.Repeats} exchanges. Features that say the same stand in for one another, so that each may be worth little alone.");
        page.Open("div", ("class", "two"));
        page.Open("div");
        Figure(page, table);
        page.Close().Open("div").Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", "importance"))
            .Open("table", ("class", "wide wrap"));
        page.Open("thead").Open("tr").Element("th", "Feature", ("scope", "col"), ("class", "text"));
        foreach (var head in (ReadOnlySpan<string>)["Columns", "UAR falls by", "Deviation"]) page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var row in table.Rows)
        {
            page.Open("tr").Element("th", row.Feature, ("scope", "row"));
            page.Element("td", row.Columns.ToString(CultureInfo.InvariantCulture)).Element("td", ScoreText.Of(row.Drop))
                .Element("td", ScoreText.Of(row.Deviation)).Close();
        }

        page.Close().Close().Close().Close().Close().Close();
    }

    /// <summary>A name that leaves room for the bars.</summary>
    private static string Short(string name)
    {
        if (TextWidth.Of(name) <= MostNameWidth) return name;
        var kept = name.Length;
        while (TextWidth.Of(name[..kept] + "\u2026") > MostNameWidth) kept--;
        return name[..kept] + "\u2026";
    }

    private static void Figure(MarkupWriter page, ImportanceTable table)
    {
        var rows = table.Rows.Reverse().ToArray();
        string[] names = [.. rows.Select(r => Short(r.Feature))];
        var (left, height) = (14 + names.Max(TextWidth.Of), 22.0 * rows.Length);
        var low = Math.Min(0, rows.Min(r => r.Drop - r.Deviation)) * 1.05;
        var high = Math.Max(0.01, rows.Max(r => r.Drop + r.Deviation)) * 1.05;
        page.OpenFigure("importance");
        page.Open(
            "svg", ("class", "plot"), ("viewBox", FormattableString.Invariant($"0 0 460 {height + 52}")), ("role", "img"),
            ("aria-label", "By how much UAR falls without each feature; the table has the numbers."));
        var panel = new Panel(
            page, new Frame(left, 8, 448 - left, height), Axis.Linear("UAR falls by", low, high, 4),
            Axis.Names("", names, rows.Length));
        for (var i = 0; i < rows.Length; i++)
        {
            panel.DrawBar(
                Math.Min(0, rows[i].Drop), Math.Max(0, rows[i].Drop), i - 0.3, i + 0.3, "bar",
                $"{rows[i].Feature}: {ScoreText.Of(rows[i].Drop)}, deviation {ScoreText.Of(rows[i].Deviation)}");
            panel.DrawBar(rows[i].Drop - rows[i].Deviation, rows[i].Drop + rows[i].Deviation, i - 0.06, i + 0.06, "range");
        }

        panel.DrawAxes();
        page.Close().Close();
    }
}
