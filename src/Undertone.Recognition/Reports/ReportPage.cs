using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>The frame of every report: one file that needs no other, light and dark, with the charts' code and data inside.</summary>
internal static class ReportPage
{
    // Nothing is fetched, whatever stands in the data.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; media-src data: blob:";

    /// <summary>Renders a page.</summary>
    /// <param name="title">Its name.</param>
    /// <param name="lead">One sentence below the name.</param>
    /// <param name="chartJson">The data of its charts: JSON in which <c>&lt;</c> and <c>&amp;</c> are escaped.</param>
    /// <param name="body">Writes the sections.</param>
    public static string Render(string title, string lead, string chartJson, Action<MarkupWriter> body)
    {
        var page = new MarkupWriter();
        page.Raw("<!DOCTYPE html>\n").Open("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml"));
        page.Open("head").Empty("meta", ("charset", "utf-8"));
        page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        page.Element("title", title);
        Inline(page, "style", Asset("report.css"));
        page.Close();
        page.Open("body").Open("header", ("class", "page")).Open("div").Element("h1", title).Element("p", lead, ("class", "lead")).Close();
        page.Element("button", "Light / dark", ("type", "button"), ("id", "theme"), ("aria-label", "Switch between light and dark"));
        page.Close();
        page.Open("main");
        body(page);
        page.Close();
        page.Open("script", ("type", "application/json"), ("id", "chart-data")).Raw(chartJson).Close();
        Inline(page, "script", Asset("report.js"));
        page.Close().Close();
        return page.ToString();
    }

    /// <summary>Begins a section with its heading and, where given, an explanation.</summary>
    public static MarkupWriter OpenSection(this MarkupWriter page, string id, string heading, string? hint = null)
    {
        page.Open("section", ("aria-labelledby", id)).Element("h2", heading, ("id", id));
        if (hint is not null) page.Element("p", hint, ("class", "hint"));
        return page;
    }

    /// <summary>Begins a figure, which people can save as a picture.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="name">What the file is called.</param>
    /// <param name="style">Its classes besides.</param>
    public static MarkupWriter OpenFigure(this MarkupWriter page, string name, string? style = null) =>
        page.Open("figure", ("class", style), ("data-name", name));

    /// <summary>A text file that is part of this assembly.</summary>
    private static string Asset(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("report/" + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Code in a form that is the same to readers of HTML and of XML.</summary>
    private static void Inline(MarkupWriter page, string tag, string code) =>
        page.Open(tag).Raw("/*<![CDATA[*/\n").Raw(code).Raw("\n/*]]>*/").Close();
}
