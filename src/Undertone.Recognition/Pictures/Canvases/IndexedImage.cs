namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>An image of up to 256 colours.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Indices">[height, width], row-major from the top: the place of each pixel's colour.</param>
/// <param name="Palette">256 colours of red, green, blue.</param>
internal sealed record IndexedImage(int Width, byte[] Indices, byte[] Palette)
{
    public int Height => Indices.Length / Width;
}
