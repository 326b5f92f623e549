using System.Globalization;
using System.Text;

namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>A picture as a page of PDF 1.4, with the base fonts Helvetica and Helvetica-Bold, which every reader has.</summary>
/// <param name="width">Pixels across; 96 are an inch.</param>
/// <param name="height">Pixels down.</param>
internal sealed class PdfCanvas(double width, double height) : ICanvas
{
    private const double PointsAPixel = 0.75;

    private readonly StringBuilder _page = new();
    private readonly List<IndexedImage> _images = [];
    private readonly List<double> _opacities = [1];

    public void Fill(IReadOnlyList<Point[]> outlines, Rgb color)
    {
        Begin(color, "rg");
        foreach (var outline in outlines) Path(outline, close: true);
        _page.Append("f Q\n");
    }

    public void Stroke(IReadOnlyList<Point[]> lines, double width, bool round, Rgb color)
    {
        Begin(color, "RG");
        _page.Append(CultureInfo.InvariantCulture, $"{N(width)} w {(round ? "1 J 1 j" : "0 J 0 j")}\n");
        foreach (var line in lines) Path(line, close: false);
        _page.Append("S Q\n");
    }

    public void Write(TextRun text)
    {
        Begin(text.Color, "rg");
        var (origin, (sin, cos)) = (text.Place(0, 0), Math.SinCos(text.Degrees * Math.PI / 180));
        // The page has its y axis down; letters stand upright only if theirs is up.
        _page.Append(CultureInfo.InvariantCulture, $"BT /{(text.Bold ? "B" : "R")} {N(text.Size)} Tf ")
            .Append(CultureInfo.InvariantCulture, $"{N(cos)} {N(sin)} {N(sin)} {N(-cos)} {N(origin.X)} {N(origin.Y)} Tm (");
        foreach (var letter in text.Text) Letter(letter);
        _page.Append(") Tj ET Q\n");
    }

    public void Draw(IndexedImage image, Frame target, Frame clip)
    {
        _page.Append(CultureInfo.InvariantCulture, $"q {N(clip.Left)} {N(clip.Top)} {N(clip.Width)} {N(clip.Height)} re W n ")
            .Append(CultureInfo.InvariantCulture, $"{N(target.Width)} 0 0 {N(-target.Height)} {N(target.Left)} ")
            .Append(CultureInfo.InvariantCulture, $"{N(target.Top + target.Height)} cm /I{_images.Count} Do Q\n");
        _images.Add(image);
    }

    /// <summary>The picture as a file.</summary>
    public byte[] ToFile()
    {
        var file = new PdfFile();
        var content = FormattableString.Invariant($"{N(PointsAPixel)} 0 0 {N(-PointsAPixel)} 0 {N(PointsAPixel * height)} cm\n") + _page;
        var images = _images.Select(file.AddImage).ToArray();
        var (regular, bold) = (file.Add(Font("Helvetica")), file.Add(Font("Helvetica-Bold")));
        var page = file.AddStream("", Encoding.Latin1.GetBytes(content));
        var states = string.Concat(_opacities.Select((o, i) => FormattableString.Invariant($"/G{i} << /CA {N(o)} /ca {N(o)} >> ")));
        var objects = string.Concat(images.Select((number, i) => FormattableString.Invariant($"/I{i} {number} 0 R ")));
        return file.Finish(
            page, FormattableString.Invariant($"{N(PointsAPixel * width)} {N(PointsAPixel * height)}"),
            FormattableString.Invariant($"/Font << /R {regular} 0 R /B {bold} 0 R >> ")
            + $"/ExtGState << {states}>> /XObject << {objects}>>");
    }

    private static string Font(string name) => $"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>";

    private static string N(double value) => (Math.Round(value, 4) + 0.0).ToString("0.####", CultureInfo.InvariantCulture);

    private void Begin(Rgb color, string operation)
    {
        if (!_opacities.Contains(color.Opacity)) _opacities.Add(color.Opacity);
        _page.Append(CultureInfo.InvariantCulture, $"q /G{_opacities.IndexOf(color.Opacity)} gs ")
            .Append(CultureInfo.InvariantCulture, $"{N(color.Red / 255.0)} {N(color.Green / 255.0)} {N(color.Blue / 255.0)} {operation}\n");
    }

    private void Path(Point[] points, bool close)
    {
        for (var i = 0; i < points.Length; i++)
            _page.Append(CultureInfo.InvariantCulture, $"{N(points[i].X)} {N(points[i].Y)} {(i == 0 ? 'm' : 'l')}\n");
        if (close) _page.Append("h\n");
    }

    /// <summary>A letter in the encoding of Windows, in which a few of its places have other letters than in Latin-1.</summary>
    private void Letter(char letter)
    {
        var code = letter switch
        {
            '\u2212' or '\u2013' => '\u0096',
            '\u2014' => '\u0097',
            '\u2026' => '\u0085',
            '\u03bc' => '\u00b5',
            >= ' ' and <= '~' or >= '\u00a0' and <= '\u00ff' => letter,
            _ => '?',
        };
        if (code is '(' or ')' or '\\') _page.Append('\\');
        _page.Append(code);
    }
}
