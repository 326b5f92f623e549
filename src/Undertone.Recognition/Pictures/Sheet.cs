namespace Undertone.Recognition.Pictures;

/// <summary>An SVG picture as a file of its own: dark on white, for documents and print.</summary>
internal static class Sheet
{
    /// <summary>How the classes of <see cref="Panel"/> look on white.</summary>
    public const string Style =
        "text{font:12px system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;fill:#222}" +
        ".title{font-size:14px;font-weight:600}.x{text-anchor:middle}.y{text-anchor:end}" +
        ".frame{fill:none;stroke:#666}.tick{stroke:#666}.grid{stroke:#e2e2e2}" +
        ".line{fill:none;stroke:#2563a8;stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}" +
        ".wave{fill:#2563a8;stroke:#2563a8;stroke-width:.5}.bar{fill:#2563a8}.rest{fill:#b9c6d4}.speech{fill:#2b7a3d}" +
        ".pitch,.under{fill:none;stroke:#30e8ff;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}" +
        ".under{stroke:#000;stroke-opacity:.75;stroke-width:4}";

    /// <summary>Draws a picture.</summary>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="title">What stands above it, and what it is called to those who cannot see it.</param>
    /// <param name="draw">Draws the content below the title, which takes 34 pixels.</param>
    public static string Draw(double width, double height, string title, Action<MarkupWriter> draw)
    {
        var svg = new MarkupWriter();
        svg.Open(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
            ("viewBox", $"0 0 {MarkupWriter.Number(width)} {MarkupWriter.Number(height)}"), ("role", "img"));
        svg.Element("title", title);
        svg.Element("style", Style);
        svg.Empty("rect", ("width", "100%"), ("height", "100%"), ("fill", "#fff"));
        svg.Element("text", title, ("class", "title x"), ("x", width / 2), ("y", 22));
        draw(svg);
        svg.Close();
        return svg.ToString();
    }

    /// <summary>A bar of the colours with the values that they stand for, right of a panel.</summary>
    public static void DrawColorBar(
        MarkupWriter svg, double left, double top, double height, double low, double high, string unit, byte[] palette)
    {
        const double Width = 14;
        var ramp = new byte[256];
        for (var i = 0; i < 256; i++) ramp[i] = (byte)(255 - i);
        var uri = PngImage.DataUri(PngImage.Encode(ramp, 1, palette));
        svg.Empty("image", ("href", uri), ("x", left), ("y", top), ("width", Width), ("height", height), ("preserveAspectRatio", "none"));
        svg.Empty("rect", ("class", "frame"), ("x", left), ("y", top), ("width", Width), ("height", height));
        var axis = Axis.Linear("", low, high, (int)Math.Clamp(height / 40, 2, 8), unit.Length > 0 ? " " + unit : "");
        foreach (var tick in axis.Ticks)
        {
            var at = top + (height * (1 - axis.Place(tick.Value)));
            svg.Empty("line", ("class", "tick"), ("x1", left + Width), ("x2", left + Width + 4), ("y1", at), ("y2", at));
            svg.Element("text", tick.Label, ("class", "label"), ("x", left + Width + 8), ("y", at + 4));
        }
    }
}
