namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>
/// A picture of pixels: outlines are filled by how much of each pixel they cover, exactly across and on a few lines down.
/// </summary>
/// <param name="width">Pixels across.</param>
/// <param name="height">Pixels down.</param>
internal sealed class RasterCanvas(int width, int height) : ICanvas
{
    private const int LinesAPixel = 5;

    private readonly byte[] _pixels = CreateWhite(width, height);
    private readonly double[] _cover = new double[width + 1];

    /// <summary>[height, width, 3]: red, green and blue, row-major from the top.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    public void Fill(IReadOnlyList<Point[]> outlines, Rgb color)
    {
        var edges = Edges(outlines);
        if (edges.Count == 0) return;
        edges.Sort((a, b) => a.Top.CompareTo(b.Top));
        var first = Math.Max(0, (int)Math.Floor(edges[0].Top));
        var last = Math.Min(height - 1, (int)Math.Floor(edges.Max(e => e.Bottom)));
        var (next, active, crossings) = (0, new List<Edge>(), new List<(double X, int Turn)>());
        for (var y = first; y <= last; y++)
        {
            while (next < edges.Count && edges[next].Top < y + 1) active.Add(edges[next++]);
            active.RemoveAll(e => e.Bottom <= y);
            Array.Clear(_cover);
            for (var line = 0; line < LinesAPixel; line++)
            {
                var at = y + ((line + 0.5) / LinesAPixel);
                crossings.Clear();
                foreach (var edge in active)
                {
                    if (at >= edge.Top && at < edge.Bottom) crossings.Add((edge.X + ((at - edge.Top) * edge.Slope), edge.Turn));
                }

                crossings.Sort((a, b) => a.X.CompareTo(b.X));
                Cover(crossings);
            }

            for (var x = 0; x < width; x++)
            {
                if (_cover[x] > 0) Blend(x, y, color, Math.Min(1, _cover[x] / LinesAPixel));
            }
        }
    }

    public void Stroke(IReadOnlyList<Point[]> lines, double width, bool round, Rgb color) => Fill(Outline.Of(lines, width, round), color);

    public void Write(TextRun text) =>
        Stroke(StrokeFont.Lines(text), StrokeFont.StrokeOf(text), round: true, text.Color);

    public void Draw(IndexedImage image, Frame target, Frame clip)
    {
        var (left, right) = (Math.Max(target.Left, clip.Left), Math.Min(target.Left + target.Width, clip.Left + clip.Width));
        var (top, bottom) = (Math.Max(target.Top, clip.Top), Math.Min(target.Top + target.Height, clip.Top + clip.Height));
        for (var y = First(top); y < Math.Min(height, First(bottom)); y++)
        {
            var row = Math.Clamp((int)((y + 0.5 - target.Top) / target.Height * image.Height), 0, image.Height - 1);
            for (var x = First(left); x < Math.Min(width, First(right)); x++)
            {
                var column = Math.Clamp((int)((x + 0.5 - target.Left) / target.Width * image.Width), 0, image.Width - 1);
                image.Palette.AsSpan(3 * image.Indices[(row * image.Width) + column], 3).CopyTo(_pixels.AsSpan(3 * ((y * width) + x)));
            }
        }

        // The first pixel whose middle lies at or behind an edge.
        static int First(double edge) => Math.Max(0, (int)Math.Ceiling(edge - 0.5));
    }

    private static byte[] CreateWhite(int width, int height)
    {
        var pixels = new byte[3 * width * height];
        Array.Fill(pixels, byte.MaxValue);
        return pixels;
    }

    private static List<Edge> Edges(IReadOnlyList<Point[]> outlines)
    {
        var edges = new List<Edge>();
        foreach (var outline in outlines)
        {
            for (var i = 0; i < outline.Length; i++)
            {
                var (a, b) = (outline[i], outline[(i + 1) % outline.Length]);
                if (a.Y == b.Y) continue;
                var (top, bottom, turn) = a.Y < b.Y ? (a, b, 1) : (b, a, -1);
                edges.Add(new Edge(top.Y, bottom.Y, top.X, (bottom.X - top.X) / (bottom.Y - top.Y), turn));
            }
        }

        return edges;
    }

    /// <summary>Adds what lies between crossings while the outlines turn around it.</summary>
    private void Cover(List<(double X, int Turn)> crossings)
    {
        var turns = 0;
        for (var i = 0; i + 1 < crossings.Count; i++)
        {
            turns += crossings[i].Turn;
            if (turns != 0) Cover(Math.Clamp(crossings[i].X, 0, width), Math.Clamp(crossings[i + 1].X, 0, width));
        }
    }

    private void Cover(double from, double to)
    {
        var (first, last) = ((int)from, (int)to);
        if (first == last)
        {
            _cover[first] += to - from;
            return;
        }

        _cover[first] += first + 1 - from;
        for (var x = first + 1; x < last; x++) _cover[x]++;
        _cover[last] += to - last;
    }

    private void Blend(int x, int y, Rgb color, double cover)
    {
        var pixel = _pixels.AsSpan(3 * ((y * width) + x), 3);
        var share = cover * color.Opacity;
        pixel[0] = Mixed(pixel[0], color.Red);
        pixel[1] = Mixed(pixel[1], color.Green);
        pixel[2] = Mixed(pixel[2], color.Blue);

        byte Mixed(byte below, byte above) => (byte)Math.Round(below + ((above - below) * share));
    }

    private readonly record struct Edge(double Top, double Bottom, double X, double Slope, int Turn);
}
