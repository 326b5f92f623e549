using Undertone.Recognition.Files;
using Undertone.Recognition.Pictures;

namespace Undertone.Interactive;

/// <summary>What a program shows without a notebook: the same fragments, one below the other, as a page that needs no network.</summary>
/// <param name="title">What the page is called.</param>
public sealed class NotebookPage(string title)
{
    private readonly List<string> _fragments = [];

    /// <summary>Adds a fragment at the end.</summary>
    /// <param name="html">HTML as <see cref="NotebookHtml"/> returns it; it is not encoded again.</param>
    public void Add(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        _fragments.Add(html);
    }

    /// <summary>Writes the page; a crash leaves the old file or the new one.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.WriteText(path, ToString());

    /// <summary>The page as text.</summary>
    public override string ToString()
    {
        var page = new MarkupWriter();
        page.Raw("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Open("head").Empty("meta", ("charset", "utf-8"));
        page.Empty("meta", ("name", "color-scheme"), ("content", "light dark")).Element("title", title).Close();
        page.Open("body").Element("h1", title);
        foreach (var fragment in _fragments) page.Raw(fragment);
        return page.Close().Close().ToString();
    }
}
