using System.Globalization;

namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>Reads the paths and lists of points of pictures: moves, lines, lines across by a length, and the way back.</summary>
internal static class SvgPath
{
    /// <summary>The lines of a path.</summary>
    /// <exception cref="FormatException">It has an order that pictures here do not use.</exception>
    public static List<Point[]> Read(string path)
    {
        var (lines, line, at) = (new List<Point[]>(), new List<Point>(), 0);
        while (at < path.Length)
        {
            var order = path[at++];
            switch (order)
            {
                case 'M':
                    End();
                    line.Add(new Point(Number(path, ref at), Number(path, ref at)));
                    break;
                case 'L': line.Add(new Point(Number(path, ref at), Number(path, ref at))); break;
                case 'h': line.Add(line[^1] + new Point(Number(path, ref at), 0)); break;
                case 'Z': line.Add(line[0]); break;
                default: throw new FormatException($"A path with '{order}' cannot be drawn.");
            }
        }

        End();
        return lines;

        void End()
        {
            if (line.Count > 0) lines.Add([.. line]);
            line.Clear();
        }
    }

    /// <summary>The corners of a polygon: <c>x,y x,y ...</c></summary>
    public static Point[] Points(string list) => [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
    {
        var comma = pair.IndexOf(',', StringComparison.Ordinal);
        return new Point(
            double.Parse(pair.AsSpan(0, comma), CultureInfo.InvariantCulture),
            double.Parse(pair.AsSpan(comma + 1), CultureInfo.InvariantCulture));
    })];

    private static double Number(string path, ref int at)
    {
        while (path[at] == ' ') at++;
        var begin = at;
        while (at < path.Length && (char.IsAsciiDigit(path[at]) || path[at] is '-' or '.')) at++;
        return double.Parse(path.AsSpan(begin, at - begin), CultureInfo.InvariantCulture);
    }
}
