using Undertone.Recognition.Files;
using Undertone.Recognition.Pictures.Canvases;

namespace Undertone.Recognition.Pictures;

/// <summary>Writes pictures.</summary>
public static class PictureFile
{
    /// <summary>The endings of names that tell what is written: SVG, which is also what other endings give, PNG and PDF.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".svg", ".png", ".pdf"];

    /// <summary>
    /// Writes a picture under a temporary name and renames it, so that a crash leaves the old file or the new one. The name's ending says
    /// what is written: <c>.png</c> (as many pixels as the picture is wide and high), <c>.pdf</c> (96 pixels an inch), else SVG in UTF-8.
    /// </summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="svg">What <see cref="FeaturePicture"/> or <see cref="PredictionPicture"/> drew.</param>
    /// <exception cref="ArgumentException">PNG or PDF is asked for of what was not drawn here.</exception>
    public static void Write(string path, string svg)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(svg);
        var bytes = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => Png(svg),
            ".pdf" => Pdf(svg),
            _ => null,
        };
        if (bytes is null) AtomicFile.WriteText(path, svg);
        else AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    internal static byte[] Png(string svg)
    {
        var picture = SvgReader.Read(svg);
        var size = SvgPainter.SizeOf(picture);
        var canvas = new RasterCanvas((int)Math.Ceiling(size.Width), (int)Math.Ceiling(size.Height));
        SvgPainter.Paint(picture, canvas);
        return PngImage.EncodeRgb(canvas.Pixels, (int)Math.Ceiling(size.Width));
    }

    internal static byte[] Pdf(string svg)
    {
        var picture = SvgReader.Read(svg);
        var size = SvgPainter.SizeOf(picture);
        var canvas = new PdfCanvas(size.Width, size.Height);
        SvgPainter.Paint(picture, canvas);
        return canvas.ToFile();
    }
}
