namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>The outlines of lines that have a width; all run the same way round, so that what several cover stays inside.</summary>
internal static class Outline
{
    private const int Corners = 12;

    /// <summary>The outlines of lines.</summary>
    public static List<Point[]> Of(IReadOnlyList<Point[]> lines, double width, bool round)
    {
        var outlines = new List<Point[]>();
        foreach (var line in lines)
        {
            for (var i = 1; i < line.Length; i++)
            {
                if (line[i] != line[i - 1]) outlines.Add(Segment(line[i - 1], line[i], width / 2));
            }

            if (!round) continue;
            foreach (var point in line) outlines.Add(Circle(point, width / 2, Corners));
        }

        return outlines;
    }

    /// <summary>A circle of so many corners.</summary>
    public static Point[] Circle(Point middle, double radius, int corners) =>
    [
        .. Enumerable.Range(0, corners).Select(i =>
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / corners);
            return middle + new Point(radius * cos, radius * sin);
        }),
    ];

    private static Point[] Segment(Point a, Point b, double half)
    {
        var (x, y) = (b.X - a.X, b.Y - a.Y);
        var length = Math.Sqrt((x * x) + (y * y));
        var side = new Point(-y * half / length, x * half / length);
        var other = new Point(-side.X, -side.Y);
        return [a + other, b + other, b + side, a + side];
    }
}
