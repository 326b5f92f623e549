using System.Globalization;

namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>Draws a picture of this project, which is SVG, on a canvas.</summary>
/// <param name="canvas">The canvas.</param>
/// <param name="style">The picture's style sheet.</param>
/// <param name="page">The picture.</param>
internal sealed class SvgPainter(ICanvas canvas, SvgStyle style, Frame page)
{
    private const int CircleCorners = 32;
    private const string PngPrefix = "data:image/png;base64,";

    /// <summary>How large a picture is, in pixels.</summary>
    public static Frame SizeOf(SvgElement svg) => new(0, 0, svg.Number("width"), svg.Number("height"));

    /// <summary>Draws a picture.</summary>
    /// <exception cref="FormatException">It has something that pictures here do not have.</exception>
    public static void Paint(SvgElement svg, ICanvas canvas)
    {
        var sheet = svg.Children.Find(c => c.Name == "style")?.Text ?? "";
        new SvgPainter(canvas, new SvgStyle(sheet), SizeOf(svg)).PaintAll(svg.Children, new Point(0, 0), SizeOf(svg));
    }

    private void PaintAll(IEnumerable<SvgElement> elements, Point origin, Frame clip)
    {
        foreach (var element in elements) Paint(element, origin, clip);
    }

    private void Paint(SvgElement element, Point origin, Frame clip)
    {
        switch (element.Name)
        {
            case "title" or "style": break;
            case "svg":
                var inner = Box(element, origin);
                PaintAll(element.Children, new Point(inner.Left, inner.Top), inner);
                break;
            case "g": PaintAll(element.Children, origin, clip); break;
            case "image": canvas.Draw(Image(element), Box(element, origin), clip); break;
            case "text": Write(element, origin); break;
            case "line":
                Draw(element, [[At(element, "x1", "y1", origin), At(element, "x2", "y2", origin)]], closed: false);
                break;
            case "rect": Draw(element, [Corners(Box(element, origin))], closed: true); break;
            case "circle":
                Draw(element, [Outline.Circle(At(element, "cx", "cy", origin), element.Number("r"), CircleCorners)], closed: true);
                break;
            case "polygon": Draw(element, [Moved(SvgPath.Points(element.Attribute("points")!), origin)], closed: true); break;
            case "path":
                Draw(element, [.. SvgPath.Read(element.Attribute("d")!).Select(l => Moved(l, origin))], closed: false);
                break;
            default: throw new FormatException($"<{element.Name}> cannot be drawn.");
        }
    }

    /// <summary>Fills and strokes a form by its style.</summary>
    private void Draw(SvgElement element, IReadOnlyList<Point[]> lines, bool closed)
    {
        var rules = style.Of(element);
        if (element.Name != "line" && Color(rules, "fill", "#000") is { } fill) canvas.Fill(lines, fill);
        if (Color(rules, "stroke", "none") is not { } stroke) return;
        var round = rules.GetValueOrDefault("stroke-linecap") == "round";
        canvas.Stroke(closed ? [.. lines.Select(l => l.Append(l[0]).ToArray())] : lines, Size(rules, "stroke-width", 1), round, stroke);
    }

    private void Write(SvgElement element, Point origin)
    {
        var rules = style.Of(element);
        var font = rules.GetValueOrDefault("font", "12px").Split(' ')[0];
        var anchor = rules.GetValueOrDefault("text-anchor") switch { "middle" => 0.5, "end" => 1.0, _ => 0.0 };
        var bold = int.TryParse(rules.GetValueOrDefault("font-weight"), NumberStyles.None, CultureInfo.InvariantCulture, out var weight)
            && weight >= 600;
        var (place, degrees) = element.Attribute("transform") is { } transform
            ? Turned(transform)
            : (At(element, "x", "y", new Point(0, 0)), 0);
        if (Color(rules, "fill", "#000") is not { } color) return;
        var size = Pixels(rules.GetValueOrDefault("font-size", font));
        canvas.Write(new TextRun(element.Text, place + origin, size, bold, anchor, degrees, color));
    }

    /// <summary><c>translate(x y) rotate(degrees)</c></summary>
    private static (Point Place, double Degrees) Turned(string transform)
    {
        var numbers = transform.Split(['(', ')', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (numbers is not ["translate", var x, var y, "rotate", var degrees])
            throw new FormatException($"The transformation '{transform}' cannot be drawn.");
        return (new Point(Parse(x), Parse(y)), Parse(degrees));
    }

    private static IndexedImage Image(SvgElement element) =>
        element.Attribute("href") is { } address && address.StartsWith(PngPrefix, StringComparison.Ordinal)
            ? PngImage.Decode(Convert.FromBase64String(address[PngPrefix.Length..]))
            : throw new FormatException("Only an image inside the picture can be drawn.");

    private static Rgb? Color(Dictionary<string, string> rules, string name, string byDefault) =>
        Rgb.Parse(rules.GetValueOrDefault(name, byDefault)) is { } color
            ? color with { Opacity = Size(rules, name + "-opacity", 1) }
            : null;

    private static double Size(Dictionary<string, string> rules, string name, double byDefault) =>
        rules.TryGetValue(name, out var text) ? Pixels(text) : byDefault;

    private static double Pixels(string text) => Parse(text.EndsWith("px", StringComparison.Ordinal) ? text[..^2] : text);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Point At(SvgElement element, string x, string y, Point origin) =>
        origin + new Point(element.Number(x), element.Number(y));

    private static Point[] Moved(Point[] line, Point origin) => Array.ConvertAll(line, p => p + origin);

    private static Point[] Corners(Frame box) =>
    [
        new(box.Left, box.Top), new(box.Left + box.Width, box.Top), new(box.Left + box.Width, box.Top + box.Height),
        new(box.Left, box.Top + box.Height),
    ];

    private Frame Box(SvgElement element, Point origin) => new(
        origin.X + element.Number("x"), origin.Y + element.Number("y"), element.Length("width", page.Width),
        element.Length("height", page.Height));
}
