namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>How far letters of Helvetica advance, in thousandths of the size, as Adobe's metrics of the base fonts tell.</summary>
internal static class Helvetica
{
    private const int FirstLetter = ' ';
    private const int Other = 556;
    private const double BoldFactor = 1.06;

    private static readonly short[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556,
        278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,
        611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833,
        556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>The width of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The height of the font.</param>
    /// <param name="bold">Whether it is bold, which is a little wider.</param>
    public static double Width(string text, double size, bool bold)
    {
        var sum = 0.0;
        foreach (var letter in text) sum += Advance(letter, size, bold);
        return sum;
    }

    /// <summary>The width of a letter.</summary>
    public static double Advance(char letter, double size, bool bold)
    {
        var at = letter - FirstLetter;
        var width = letter == '\u2212' ? 584 : at >= 0 && at < Widths.Length ? Widths[at] : Other;
        return width * size / 1000 * (bold ? BoldFactor : 1);
    }
}
