namespace Undertone.Recognition.Pictures;

/// <summary>Turns a matrix into an image of coloured cells.</summary>
internal static class HeatMap
{
    private const int MaxColumns = 1200;

    /// <summary>The smallest and the largest finite value; (0, 1) where there is none, widened where they are equal.</summary>
    public static (double Low, double High) Range(ReadOnlySpan<float> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var v in values)
        {
            if (!float.IsFinite(v)) continue;
            low = Math.Min(low, v);
            high = Math.Max(high, v);
        }

        return low > high ? (0, 1) : low == high ? (low - 0.5, high + 0.5) : (low, high);
    }

    /// <summary>Edges of <paramref name="rows"/> equally high rows over all bands, in bands from the lowest.</summary>
    public static double[] EvenEdges(int bands, int rows)
    {
        var edges = new double[rows + 1];
        for (var i = 0; i <= rows; i++) edges[i] = (double)i * bands / rows;
        return edges;
    }

    /// <summary>
    /// The image as a data address. A cell of the image is the mean of the values that it covers; where it covers less than one, that
    /// value. Frames beyond 1200 share columns.
    /// </summary>
    /// <param name="values">[frames, bands], row-major.</param>
    /// <param name="bands">Values in a frame.</param>
    /// <param name="rowEdges">[rows + 1]: where the image's rows begin, from the lowest, in bands (band k reaches from k to k + 1).</param>
    /// <param name="low">The value of the first colour.</param>
    /// <param name="high">The value of the last colour.</param>
    /// <param name="palette">256 colours.</param>
    public static string ImageUri(ReadOnlySpan<float> values, int bands, double[] rowEdges, double low, double high, byte[] palette)
    {
        var frames = values.Length / bands;
        var columns = Math.Min(frames, MaxColumns);
        var columnEdges = EvenEdges(frames, columns);
        var rows = rowEdges.Length - 1;
        var pixels = new byte[rows * columns];
        for (var r = 0; r < rows; r++)
        {
            var (bandFrom, bandTo) = Cover(rowEdges[r], rowEdges[r + 1], bands);
            for (var c = 0; c < columns; c++)
            {
                var (frameFrom, frameTo) = Cover(columnEdges[c], columnEdges[c + 1], frames);
                var mean = Mean(values, bands, frameFrom, frameTo, bandFrom, bandTo);
                pixels[((rows - 1 - r) * columns) + c] = (byte)Math.Clamp((mean - low) / (high - low) * 256, 0, 255);
            }
        }

        return PngImage.DataUri(PngImage.Encode(pixels, columns, palette));
    }

    /// <summary>The whole cells between two edges, or the one around their middle.</summary>
    private static (int From, int To) Cover(double low, double high, int count)
    {
        var (from, to) = ((int)Math.Ceiling(low - 1e-9), (int)Math.Floor(high + 1e-9));
        if (to > from) return (Math.Max(0, from), Math.Min(count, to));
        var middle = Math.Clamp((int)Math.Floor((low + high) / 2), 0, count - 1);
        return (middle, middle + 1);
    }

    private static double Mean(ReadOnlySpan<float> values, int bands, int frameFrom, int frameTo, int bandFrom, int bandTo)
    {
        double sum = 0;
        var count = 0;
        for (var t = frameFrom; t < frameTo; t++)
        {
            foreach (var v in values[((t * bands) + bandFrom)..((t * bands) + bandTo)])
            {
                if (!float.IsFinite(v)) continue;
                sum += v;
                count++;
            }
        }

        return count == 0 ? double.NegativeInfinity : sum / count;
    }
}
