namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>What pictures are drawn on.</summary>
internal interface ICanvas
{
    /// <summary>Fills the inside of outlines; where they overlap it is filled as well.</summary>
    void Fill(IReadOnlyList<Point[]> outlines, Rgb color);

    /// <summary>Draws lines.</summary>
    /// <param name="lines">Points that are joined; a line of one place is a dot where ends are round.</param>
    /// <param name="width">How wide they are, in pixels.</param>
    /// <param name="round">Whether ends and bends are round; else ends are cut.</param>
    /// <param name="color">Their colour.</param>
    void Stroke(IReadOnlyList<Point[]> lines, double width, bool round, Rgb color);

    /// <summary>Writes a line of text.</summary>
    void Write(TextRun text);

    /// <summary>Draws an image into a rectangle, its pixels as they are, and cuts off what juts out of another one.</summary>
    void Draw(IndexedImage image, Frame target, Frame clip);
}
