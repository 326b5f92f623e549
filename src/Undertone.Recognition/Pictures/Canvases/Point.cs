namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>A place on a picture in pixels, from the left and from the top.</summary>
internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);
}
