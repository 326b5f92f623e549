using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>A section of a page, written by whoever knows what it tells.</summary>
/// <param name="Id">Its place in the page, unlike every other one.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Hint">An explanation below the heading, or null.</param>
/// <param name="Write">Writes what stands below.</param>
internal sealed record ReportSection(string Id, string Title, string? Hint, Action<MarkupWriter> Write)
{
    /// <summary>Writes heading, explanation and content.</summary>
    public void WriteTo(MarkupWriter page)
    {
        page.OpenSection(Id, Title, Hint);
        Write(page);
        page.Close();
    }
}
