namespace Undertone.Recognition.Pictures;

/// <summary>
/// Colours for values around 0, computed in Oklab (Ottosson 2020): both sides darken evenly from almost white, so that equal distances from
/// 0 look equally strong, in print without colour too; blue against red is told apart with every kind of colour blindness.
/// </summary>
internal static class DivergingMap
{
    private const double Lightest = 0.97, Darkening = 0.53, Chroma = 0.155;
    private const double BlueDegrees = 258, RedDegrees = 30;

    /// <summary>256 colours of red, green, blue, from the lowest value to the highest.</summary>
    public static byte[] Colors()
    {
        var colors = new byte[768];
        for (var i = 0; i < 256; i++)
        {
            var side = (i - 127.5) / 127.5;
            var size = Math.Abs(side);
            var hue = (side < 0 ? BlueDegrees : RedDegrees) * Math.PI / 180;
            var chroma = Chroma * Math.Sqrt(size) * (1 - (0.2 * size));
            Write(Lightest - (Darkening * size), chroma * Math.Cos(hue), chroma * Math.Sin(hue), colors.AsSpan(3 * i, 3));
        }

        return colors;
    }

    private static void Write(double lightness, double a, double b, Span<byte> color)
    {
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        color[0] = Byte((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s));
        color[1] = Byte((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s));
        color[2] = Byte((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    private static byte Byte(double linear)
    {
        var value = linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
    }
}
