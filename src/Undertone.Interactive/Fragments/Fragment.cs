using Undertone.Recognition.Pictures;

namespace Undertone.Interactive.Fragments;

/// <summary>
/// A piece of HTML that stands among other people's: its look reaches nothing outside it, and its text takes the colour around it, so that
/// it is read in light and dark notebooks.
/// </summary>
internal static class Fragment
{
    private static readonly string Style = ReadStyle();

    /// <summary>Writes a fragment.</summary>
    /// <param name="write">Writes its content.</param>
    /// <returns>Well-formed HTML.</returns>
    public static string Of(Action<MarkupWriter> write)
    {
        var html = new MarkupWriter();
        html.Open("div", ("class", "undertone")).Open("style").Raw(Style).Close();
        write(html);
        html.Close();
        return html.ToString();
    }

    /// <summary>Begins a table whose first column is of names.</summary>
    public static MarkupWriter OpenTable(this MarkupWriter html, string? style, params ReadOnlySpan<string> heads)
    {
        html.Open("div", ("class", "scroll")).Open("table", ("class", style)).Open("thead").Open("tr");
        for (var i = 0; i < heads.Length; i++) html.Element("th", heads[i], ("scope", "col"), ("class", i == 0 ? "text" : null));
        return html.Close().Close().Open("tbody");
    }

    /// <summary>Ends what <see cref="OpenTable"/> began.</summary>
    public static MarkupWriter CloseTable(this MarkupWriter html) => html.Close().Close().Close();

    /// <summary>A row of a table: a name and what belongs to it.</summary>
    public static MarkupWriter Row(this MarkupWriter html, string name, params ReadOnlySpan<string> cells)
    {
        html.Open("tr").Element("th", name, ("scope", "row"));
        foreach (var cell in cells) html.Element("td", cell);
        return html.Close();
    }

    private static string ReadStyle()
    {
        using var stream = typeof(Fragment).Assembly.GetManifestResourceStream("notebook.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
