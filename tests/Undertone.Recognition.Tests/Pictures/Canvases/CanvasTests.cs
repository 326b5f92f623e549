using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Pictures.Canvases;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Pictures.Canvases;

public sealed class CanvasTests
{
    private static readonly Rgb Black = new(0, 0, 0);

    private static readonly AudioClip Tone =
        new([.. Enumerable.Range(0, 16_000).Select(n => 0.5f * MathF.Sin(2 * MathF.PI * 440 * n / 16_000))], 16_000);

    public static TheoryData<string> Names() => [.. FeaturePicture.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_picture_is_read_as_an_xml_reader_reads_it_and_drawn_as_pixels_and_pdf(string feature)
    {
        var look = new PictureOptions { WidthPixels = 400, HeightPixels = 300 };
        var svg = FeaturePicture.Draw(Tone, feature, "<tone> \"&\" ä", options: look);
        Same(SvgReader.Read(svg), XDocument.Parse(svg).Root!);
        var (width, height, pixels) = Decode(PictureFile.Png(svg));
        (width, height).ShouldBe((400, 300));
        pixels.Count(p => p != 255).ShouldBeGreaterThan(2000, "something is drawn");
        PictureFile.Png(svg).ShouldBe(PictureFile.Png(svg));
        Encoding.ASCII.GetString(PictureFile.Pdf(svg), 0, 8).ShouldBe("%PDF-1.4");
    }

    [Theory]
    [InlineData(12, false)]
    [InlineData(14, true)]
    public void No_letter_touches_the_next_one(double size, bool bold)
    {
        foreach (var letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;!?+-=/()[]%<>#&@_\u00e4\u00c9\u2013")
        {
            var text = new TextRun(letter.ToString(), new Point(0, 0), size, bold, 0, 0, Black);
            var (xs, half) = (StrokeFont.Lines(text).SelectMany(l => l).Select(p => p.X).ToArray(), StrokeFont.StrokeOf(text) / 2);
            (xs.Min() - half).ShouldBeGreaterThan(0.025 * size, $"left of {letter}");
            (xs.Max() + half).ShouldBeLessThan(Helvetica.Advance(letter, size, bold) - (0.025 * size), $"right of {letter}");
        }
    }

    [Theory]
    [InlineData(3.25, 4, 10.5, 6)]
    [InlineData(0, 0, 40, 30)]
    [InlineData(5.1, 5.2, 0.4, 0.4)]
    [InlineData(-5, -5, 20, 20)]
    [InlineData(35, 25, 50, 50)]
    [InlineData(7, 7, 0.01, 20)]
    public void A_rectangle_covers_its_area(double left, double top, double width, double height)
    {
        var canvas = new RasterCanvas(40, 30);
        canvas.Fill([Box(left, top, width, height), Box(left, top, width, height)], Black);
        var across = Math.Max(0, Math.Min(40, left + width) - Math.Max(0, left));
        var inside = across * Math.Max(0, Math.Min(30, top + height) - Math.Max(0, top));
        Ink(canvas).ShouldBe(inside, (0.2 * width) + 0.5, "what two outlines cover is filled once");
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(1.5, 30)]
    [InlineData(3.0, 45)]
    [InlineData(0.5, 90)]
    [InlineData(4.0, 137)]
    public void A_line_is_as_wide_as_asked_whatever_its_direction(double width, double degrees)
    {
        var canvas = new RasterCanvas(60, 60);
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        canvas.Stroke([[new(30 - (20 * cos), 30 - (20 * sin)), new(30 + (20 * cos), 30 + (20 * sin))]], width, round: false, Black);
        Ink(canvas).ShouldBe(40 * width, 0.05 * 40 * width + 0.6);
    }

    [Fact]
    public void A_place_inside_has_the_colour_and_a_hole_is_not_filled()
    {
        var canvas = new RasterCanvas(20, 20);
        canvas.Fill([Box(2, 2, 16, 16), [new(6, 6), new(6, 14), new(14, 14), new(14, 6)]], new Rgb(10, 20, 30));
        Pixel(canvas, 4, 4).ShouldBe([10, 20, 30]);
        Pixel(canvas, 10, 10).ShouldBe([255, 255, 255], "an outline that runs the other way leaves a hole");
        Pixel(canvas, 0, 0).ShouldBe([255, 255, 255]);
        canvas.Fill([Box(0, 0, 20, 20)], new Rgb(255, 0, 0, 0.5));
        Pixel(canvas, 0, 0).ShouldBe([255, 128, 128]);
    }

    [Fact]
    public void An_image_keeps_its_pixels_and_is_cut_at_its_frame()
    {
        var palette = new byte[768];
        for (var i = 0; i < 256; i++) palette[3 * i] = (byte)i;
        var image = new IndexedImage(2, [10, 20, 30, 40], palette);
        var canvas = new RasterCanvas(10, 10);
        canvas.Draw(image, new Frame(0, 0, 8, 8), new Frame(2, 0, 100, 5));
        Pixel(canvas, 1, 1)[0].ShouldBe((byte)255, "left of the frame");
        Pixel(canvas, 2, 1).ShouldBe([10, 0, 0]);
        Pixel(canvas, 4, 3).ShouldBe([20, 0, 0]);
        Pixel(canvas, 3, 4).ShouldBe([30, 0, 0]);
        Pixel(canvas, 4, 5)[0].ShouldBe((byte)255, "below the frame");
        var back = PngImage.Decode(PngImage.Encode(image.Indices, 2, palette));
        (back.Width, back.Height).ShouldBe((2, 2));
        back.Indices.ShouldBe(image.Indices);
        back.Palette.ShouldBe(palette);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.5, 0)]
    [InlineData(1.0, 0)]
    [InlineData(0.5, -90)]
    public void Text_stands_where_it_is_anchored(double anchor, double degrees)
    {
        var canvas = new RasterCanvas(200, 200);
        canvas.Write(new TextRun("Hamburg", new Point(100, 100), 20, false, anchor, degrees, Black));
        var marks = Enumerable.Range(0, 200 * 200).Where(i => canvas.Pixels[3 * i] < 128).Select(i => (X: i % 200, Y: i / 200)).ToArray();
        marks.ShouldNotBeEmpty();
        var width = Helvetica.Width("Hamburg", 20, bold: false);
        var along = degrees == 0 ? marks.Select(m => m.X - 100.0) : marks.Select(m => 100.0 - m.Y);
        var across = degrees == 0 ? marks.Select(m => m.Y - 100.0) : marks.Select(m => m.X - 100.0);
        along.Min().ShouldBe(-anchor * width, 4);
        along.Max().ShouldBe((1 - anchor) * width, 4);
        across.Min().ShouldBe(-14.3, 2, "capitals are 0.716 of the size high");
        across.Max().ShouldBe(4, 2.5, "the g reaches below");
    }

    [Fact]
    public void Every_letter_of_ascii_and_of_latin_names_has_strokes_of_its_own()
    {
        const string Letters = "äöüÄÖÜßéèêëáàâíìîóòôúùûñçåÅ\u2212\u2013\u2026µ°×";
        var unknown = Shape('\u4e00');
        foreach (var letter in Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Concat(Letters))
        {
            var shape = Shape(letter);
            shape.ShouldNotBe(unknown, $"'{letter}' has no strokes");
            var lines = StrokeFont.Lines(new TextRun(letter.ToString(), new Point(0, 0), 100, false, 0, 0, Black));
            var widest = Helvetica.Advance(letter, 100, false) + 5;
            lines.SelectMany(l => l).ShouldAllBe(p => p.X > -5 && p.X < widest && p.Y > -95 && p.Y < 30);
        }

        Enumerable.Range('A', 26).Select(c => Shape((char)c)).Distinct().Count().ShouldBe(26);
        StrokeFont.Lines(new TextRun(" ", new Point(0, 0), 12, false, 0, 0, Black)).ShouldBeEmpty();

        static string Shape(char letter)
        {
            var text = new TextRun(letter.ToString(), new Point(0, 0), 100, false, 0, 0, Black);
            return string.Join(';', StrokeFont.Lines(text).Select(l => string.Join(' ', l)));
        }
    }

    [Fact]
    public void The_table_of_a_pdf_leads_to_its_objects_and_its_page_has_the_texts()
    {
        var pdf = PictureFile.Pdf(FeaturePicture.Draw(Tone, "melspectrogram_db", "a (tone) \\ ä"));
        var text = Encoding.Latin1.GetString(pdf);
        var table = int.Parse(Regex.Match(text, @"startxref\n(\d+)\n%%EOF\n$").Groups[1].Value, CultureInfo.InvariantCulture);
        text[table..].ShouldStartWith("xref\n0 ");
        var places = Regex.Matches(text[table..], @"(\d{10}) 00000 n \n");
        places.Count.ShouldBeGreaterThan(5);
        for (var i = 0; i < places.Count; i++)
            text[int.Parse(places[i].Groups[1].Value, CultureInfo.InvariantCulture)..].ShouldStartWith($"{i + 1} 0 obj\n");
        var streams = Regex.Matches(text, @"/Length (\d+) /Filter /FlateDecode >>\nstream\n").Select(m =>
        {
            using var packed = new MemoryStream(pdf, m.Index + m.Length, int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            using var reader = new StreamReader(zlib, Encoding.Latin1);
            return reader.ReadToEnd();
        }).ToArray();
        streams.Length.ShouldBe(3, "the spectrogram, its colours and the page");
        streams[^1].ShouldContain(@"(a \(tone\) \\ ä: melspectrogram_db) Tj");
        streams[^1].ShouldContain("(seconds) Tj");
        streams[^1].ShouldContain("(\u009640 dB) Tj", Case.Sensitive, "the minus of numbers");
        Regex.Count(streams[^1], @"^q |\nq ").ShouldBe(Regex.Count(streams[^1], @" Q\n"));
        text.ShouldContain("/MediaBox [0 0 750 315]");
    }

    [Theory]
    [InlineData("a.svg", "<svg")]
    [InlineData("a.PNG", "\u0089PNG")]
    [InlineData("a.pdf", "%PDF")]
    [InlineData("a", "<svg")]
    [InlineData("a.txt", "<svg")]
    public void The_ending_says_what_is_written(string name, string begin)
    {
        var folder = Directory.CreateTempSubdirectory("undertone-picture-").FullName;
        try
        {
            var svg = FeaturePicture.Draw(Tone, "rms", "tone");
            var path = Path.Combine(folder, "new", name);
            PictureFile.Write(path, svg);
            var bytes = File.ReadAllBytes(path);
            Encoding.Latin1.GetString(bytes, 0, 4).ShouldBe(begin);
            if (begin == "<svg") bytes.ShouldBe(Encoding.UTF8.GetBytes(svg));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no picture")]
    [InlineData("<svg width=\"1\" height=\"1\">")]
    [InlineData("<svg><g></svg></g>")]
    public void What_was_not_drawn_here_is_refused(string text) => Should.Throw<ArgumentException>(() => PictureFile.Png(text));

    private static void Same(SvgElement mine, XElement theirs)
    {
        mine.Name.ShouldBe(theirs.Name.LocalName);
        var attributes = theirs.Attributes().ToDictionary(a => a.Name.LocalName, a => a.Value);
        mine.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal).ShouldBe(attributes.OrderBy(a => a.Key, StringComparer.Ordinal));
        if (!theirs.HasElements) mine.Text.ShouldBe(theirs.Value);
        var children = theirs.Elements().ToArray();
        mine.Children.Count.ShouldBe(children.Length);
        foreach (var (a, b) in mine.Children.Zip(children)) Same(a, b);
    }

    private static (int Width, int Height, byte[] Pixels) Decode(byte[] png)
    {
        static int Number(byte[] bytes, int at) => (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];

        var (width, height) = (Number(png, 16), Number(png, 20));
        png[24..29].ShouldBe([8, 2, 0, 0, 0]);
        Encoding.ASCII.GetString(png, 37, 4).ShouldBe("IDAT");
        using var zlib = new ZLibStream(new MemoryStream(png, 41, Number(png, 33)), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        rows.Length.ShouldBe(height * ((3 * width) + 1));
        return (width, height, [.. rows.ToArray().Where((_, i) => i % ((3 * width) + 1) != 0)]);
    }

    private static double Ink(RasterCanvas canvas)
    {
        var sum = 0.0;
        for (var i = 0; i < canvas.Pixels.Length; i += 3) sum += (255 - canvas.Pixels[i]) / 255.0;
        return sum;
    }

    private static byte[] Pixel(RasterCanvas canvas, int x, int y)
    {
        var width = canvas.Pixels.Length == 1200 ? 20 : 10;
        return canvas.Pixels.Slice(3 * ((y * width) + x), 3).ToArray();
    }

    private static Point[] Box(double left, double top, double width, double height) =>
        [new(left, top), new(left + width, top), new(left + width, top + height), new(left, top + height)];
}
