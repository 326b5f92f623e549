using System.Globalization;

namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>
/// A font of strokes for pictures of pixels, made for this project: <c>strokes.txt</c> has a letter a line, as points and arcs (<c>@</c>
/// with middle, radii and two angles in degrees) on a grid of 10 across and 7 up from the base line; a line such as <c>ä=a¨</c> puts two
/// together.
/// </summary>
internal static class StrokeFont
{
    private const double Across = 10, Up = 7, CapitalHeight = 0.716, SideBearing = 0.12;
    private const double DegreesAStep = 18;

    // Of the height of the font: how wide strokes are, and what stays white at least on both sides of a letter.
    private const double ThinStroke = 0.095, BoldStroke = 0.135, White = 0.03;
    private const double MarkLift = 1.7;

    private static readonly Point[][] Unknown = [[new(1, 0), new(9, 0), new(9, 7), new(1, 7), new(1, 0)]];
    private static readonly Lazy<Dictionary<char, Point[][]>> Letters = new(Read);

    /// <summary>How wide the lines of a text are drawn, in pixels.</summary>
    public static double StrokeOf(TextRun text) => text.Size * (text.Bold ? BoldStroke : ThinStroke);

    /// <summary>The lines of a text. Letters keep apart: each stays within its own width, its strokes and some white included.</summary>
    public static List<Point[]> Lines(TextRun text)
    {
        var (lines, x, scale) = (new List<Point[]>(), 0.0, text.Size * CapitalHeight / Up);
        var least = (StrokeOf(text) / 2) + (White * text.Size);
        foreach (var letter in text.Text)
        {
            var advance = Helvetica.Advance(letter, text.Size, text.Bold);
            var bearing = Math.Min(Math.Max(SideBearing * advance, least), advance / 2);
            var (left, width) = (x + bearing, (advance - (2 * bearing)) / Across);
            foreach (var line in letter == ' ' ? [] : Letters.Value.GetValueOrDefault(letter, Unknown))
                lines.Add(Array.ConvertAll(line, p => text.Place(left + (width * p.X), -scale * p.Y)));
            x += advance;
        }

        return lines;
    }

    private static Dictionary<char, Point[][]> Read()
    {
        var letters = new Dictionary<char, Point[][]>();
        using var stream = typeof(StrokeFont).Assembly.GetManifestResourceStream("strokes.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { Length: > 2 } line)
        {
            letters[line[0]] = line is [_, '=', var letter, var mark]
                ? [.. letters[letter], .. letters[mark].Select(l => Lifted(l, char.IsUpper(letter) && mark != '\u00b8'))]
                : [.. line[2..].Split(';').Select(Polyline)];
        }

        return letters;
    }

    private static Point[] Lifted(Point[] mark, bool lift) => lift ? Array.ConvertAll(mark, p => p + new Point(0, MarkLift)) : mark;

    private static Point[] Polyline(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => word[0] == '@' ? Arc(word[1..]) : [PointOf(word)])];

    private static Point PointOf(string word) => Numbers(word) is [var x, var y] ? new Point(x, y) : throw new FormatException(word);

    private static IEnumerable<Point> Arc(string word)
    {
        if (Numbers(word) is not [var x, var y, var radiusX, var radiusY, var from, var to]) throw new FormatException(word);
        var steps = (int)Math.Ceiling(Math.Abs(to - from) / DegreesAStep);
        for (var i = 0; i <= steps; i++)
        {
            var (sin, cos) = Math.SinCos((from + ((to - from) * i / steps)) * Math.PI / 180);
            yield return new Point(x + (radiusX * cos), y + (radiusY * sin));
        }
    }

    private static double[] Numbers(string word) => [.. word.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
}
