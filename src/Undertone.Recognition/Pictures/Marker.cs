namespace Undertone.Recognition.Pictures;

/// <summary>Nine forms of a point, told apart without colour.</summary>
internal static class Marker
{
    private static readonly (double X, double Y)[][] Outlines =
    [
        [],
        [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        [(0, -1.25), (1.2, 0.9), (-1.2, 0.9)],
        [(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)],
        [(0, 1.25), (1.2, -0.9), (-1.2, -0.9)],
        [(-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4),
            (-1.2, -0.4), (-0.4, -0.4)],
        [(-1.3, -0.55), (1.3, -0.55), (1.3, 0.55), (-1.3, 0.55)],
        [(-0.55, -1.3), (0.55, -1.3), (0.55, 1.3), (-0.55, 1.3)],
        [(-1.2, -1.2), (0, -0.45), (1.2, -1.2), (0.45, 0), (1.2, 1.2), (0, 0.45), (-1.2, 1.2), (-0.45, 0)],
    ];

    /// <summary>How many forms there are.</summary>
    public static int Count => Outlines.Length;

    /// <summary>Draws a point.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="form">Which form; beyond the last it begins again.</param>
    /// <param name="x">The middle.</param>
    /// <param name="y">The middle.</param>
    /// <param name="radius">About half its width, in pixels.</param>
    /// <param name="style">Its classes.</param>
    /// <param name="text">What those read who point at it; null for nothing.</param>
    public static void Draw(MarkupWriter svg, int form, double x, double y, double radius, string style, string? text = null)
    {
        var outline = Outlines[form % Count];
        if (outline.Length == 0) svg.Open("circle", ("class", style), ("cx", x), ("cy", y), ("r", radius));
        else
        {
            var points = outline.Select(p => $"{MarkupWriter.Number(x + (radius * p.X))},{MarkupWriter.Number(y + (radius * p.Y))}");
            svg.Open("polygon", ("class", style), ("points", string.Join(' ', points)));
        }

        if (text is not null) svg.Element("title", text);
        svg.Close();
    }
}
