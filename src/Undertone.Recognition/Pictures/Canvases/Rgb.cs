using System.Globalization;

namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>A colour with its opacity, 0 to 1.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue, double Opacity = 1)
{
    /// <summary>A colour as SVG writes it, <c>#rgb</c> or <c>#rrggbb</c>; null for <c>none</c>.</summary>
    /// <exception cref="FormatException">It is written in another way.</exception>
    public static Rgb? Parse(string text)
    {
        if (text == "none") return null;
        if (text.Length is not (4 or 7) || text[0] != '#') throw new FormatException($"The colour '{text}' is none of #rgb and #rrggbb.");
        var digits = text.Length == 4 ? string.Concat(text[1..].Select(c => new string(c, 2))) : text[1..];
        return new Rgb(At(0), At(2), At(4));

        byte At(int i) => byte.Parse(digits.AsSpan(i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
