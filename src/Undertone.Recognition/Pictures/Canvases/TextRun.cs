namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>A line of text on a picture.</summary>
/// <param name="Text">What it says.</param>
/// <param name="At">Where its base line is anchored.</param>
/// <param name="Size">The height of the font in pixels.</param>
/// <param name="Bold">Whether it is bold.</param>
/// <param name="Anchor">Which part of it stands there: 0 its begin, 0.5 its middle, 1 its end.</param>
/// <param name="Degrees">How far it is turned around that place, clockwise.</param>
/// <param name="Color">Its colour.</param>
internal sealed record TextRun(string Text, Point At, double Size, bool Bold, double Anchor, double Degrees, Rgb Color)
{
    /// <summary>Where a place relative to the begin of the base line stands on the picture.</summary>
    public Point Place(double x, double y)
    {
        var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
        x -= Anchor * Helvetica.Width(Text, Size, Bold);
        return At + new Point((x * cos) - (y * sin), (x * sin) + (y * cos));
    }
}
