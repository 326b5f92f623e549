namespace Undertone.Recognition.Pictures;

/// <summary>How wide text is about, in pixels at 12 pixels high: fonts differ by machine, so it is a little more than most need.</summary>
internal static class TextWidth
{
    private const double Narrow = 3.6, Wide = 10.4, Large = 7.8, Usual = 7;

    /// <summary>The width of a text.</summary>
    public static double Of(string text)
    {
        var sum = 0.0;
        foreach (var c in text)
        {
            sum += c switch
            {
                'i' or 'l' or 'j' or 't' or 'f' or '.' or ',' or ' ' or ':' => Narrow,
                'm' or 'w' or 'M' or 'W' => Wide,
                (>= '0' and <= '9') or (>= 'A' and <= 'Z') => Large,
                _ => Usual,
            };
        }

        return sum;
    }
}
