using System.Globalization;
using System.Xml.Linq;
using Undertone.Recognition.Pictures;
using Undertone.Sound.Audio;
using Undertone.Sound.Features;

namespace Undertone.Recognition.Tests.Pictures;

/// <summary>Parts of features, what is drawn over them, and the colours of values on both sides of 0.</summary>
public sealed class PictureRangeTests
{
    private const int RateHz = 16_000;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Two seconds of 200 Hz with overtones, louder and softer in turn.</summary>
    private static readonly AudioClip Voice = new(
        [
            .. Enumerable.Range(0, 2 * RateHz).Select(n => (float)(Enumerable.Range(1, 12).Sum(
                k => Math.Sin(2 * Math.PI * 200 * k * n / RateHz) / k) * (0.1 + (0.08 * Math.Sin(2 * Math.PI * 3 * n / RateHz))))),
        ],
        RateHz);

    [Fact]
    public void The_diverging_map_darkens_alike_on_both_sides_and_keeps_hues_apart()
    {
        var colors = ColorMap.Of(ColorMap.Diverging);
        colors.Length.ShouldBe(768);
        var light = Enumerable.Range(0, 256).Select(
            i => (0.2126 * colors[3 * i]) + (0.7152 * colors[(3 * i) + 1]) + (0.0722 * colors[(3 * i) + 2])).ToArray();
        for (var i = 1; i < 128; i++)
        {
            light[i].ShouldBeGreaterThanOrEqualTo(light[i - 1] - 0.8, $"{i} below 0");
            light[255 - i].ShouldBeGreaterThanOrEqualTo(light[256 - i] - 0.8, $"{i} above 0");
            Math.Abs(light[i] - light[255 - i]).ShouldBeLessThan(26, $"{i} looks as strong on both sides");
        }

        light[127].ShouldBeGreaterThan(220);
        for (var i = 0; i < 100; i++)
        {
            (colors[(3 * i) + 2] - colors[3 * i]).ShouldBeGreaterThan(10, $"{i} is blue");
            (colors[3 * (255 - i)] - colors[(3 * (255 - i)) + 2]).ShouldBeGreaterThan(10, $"{255 - i} is red");
        }
    }

    [Theory]
    [InlineData("mfcc", true)]
    [InlineData("mfcc_delta", true)]
    [InlineData("mfcc_delta2", true)]
    [InlineData("tonnetz", true)]
    [InlineData("chroma_stft", false)]
    [InlineData("spectral_contrast", false)]
    [InlineData("melspectrogram_db", false)]
    [InlineData("spectrogram", false)]
    public void Features_of_both_signs_have_their_zero_in_the_middle_of_the_colours(string feature, bool around)
    {
        var svg = Draw(feature, new PictureOptions());
        var palette = Image(svg).Palette;
        palette.ShouldBe(ColorMap.Of(around ? ColorMap.Diverging : "magma"));
        if (!around) return;
        var spec = FeatureCatalog.Parse(feature);
        var (low, high) = FeatureView.Of(Voice, spec, new PictureOptions()).ColorRange();
        low.ShouldBe(-high);
        high.ShouldBeGreaterThan(0);
        Image(Draw(feature, new PictureOptions { ColorMap = "viridis" })).Palette.ShouldBe(ColorMap.Of("viridis"), "what is asked for");
    }

    [Fact]
    public void The_coefficient_of_loudness_has_no_say_in_the_colours_of_mfcc()
    {
        var spec = FeatureCatalog.Parse("mfcc");
        var all = FeatureView.Of(Voice, spec, new PictureOptions());
        var skipped = FeatureView.Of(Voice, spec, new PictureOptions { Skip = 1 });
        skipped.Matrix.Bands.ShouldBe(all.Matrix.Bands - 1);
        for (var t = 0; t < all.Matrix.Frames; t++) skipped.Matrix.Frame(t).ToArray().ShouldBe(all.Matrix.Frame(t)[1..].ToArray());
        skipped.ColorRange().ShouldBe(all.ColorRange());
        var loudest = all.Matrix.Values.Where((_, i) => i % all.Matrix.Bands == 0).Max(Math.Abs);
        ((double)loudest).ShouldBeGreaterThan(2 * all.ColorRange().High, "of another size");
        var others = skipped.Matrix.Values.Count(v => Math.Abs(v) <= all.ColorRange().High);
        ((double)others / skipped.Matrix.Values.Length).ShouldBeInRange(0.985, 0.999);
        Texts(Draw("mfcc", new PictureOptions { Skip = 3 })).ShouldContain("3");
        Texts(Draw("mfcc", new PictureOptions { Skip = 3 })).ShouldNotContain("2", "rows keep their numbers");
        Should.Throw<ArgumentException>(() => Draw("mfcc", new PictureOptions { Skip = 20 })).Message.ShouldContain("20 rows");
        foreach (var feature in new[] { "waveform", "spectrogram", "melspectrogram" })
        {
            Should.Throw<ArgumentException>(() => Draw(feature, new PictureOptions { Skip = 1 })).Message.ShouldContain(feature);
        }

        foreach (var look in new PictureOptions[] { new() { HighestHz = 900 }, new() { Kilohertz = true }, new() { Pitch = true } })
        {
            foreach (var feature in new[] { "waveform", "mfcc", "rms", "tonnetz" })
                Should.Throw<ArgumentException>(() => Draw(feature, look)).Message.ShouldContain("frequencies");
        }
    }

    [Theory]
    [InlineData("spectrogram", "linear")]
    [InlineData("spectrogram", "log")]
    [InlineData("spectrogram", "mel")]
    [InlineData("melspectrogram_db", "linear")]
    public void A_tone_stands_where_its_frequency_is_below_any_highest_frequency(string feature, string frequencyAxis)
    {
        var tone = new AudioClip([.. Enumerable.Range(0, RateHz).Select(n => 0.5f * MathF.Sin(2 * MathF.PI * 1000 * n / RateHz))], RateHz);
        foreach (var highest in new double?[] { null, 2000, 3333, 1_000_000 })
        {
            var look = new PictureOptions { FrequencyAxis = frequencyAxis, HighestHz = highest };
            var view = FeatureView.Of(tone, FeatureCatalog.Parse(feature == "spectrogram" ? "stft_magnitude" : feature), look);
            view.Rows.High.ShouldBe(Math.Min(8000, highest ?? 8000), 1e-9);
            var image = Image(Draw(feature, look, tone));
            var loudest = Enumerable.Range(0, image.Height).MaxBy(y => image.Pixels[(y * image.Width) + (image.Width / 2)]);
            // A mel band is wider than a row.
            var tolerance = feature == "spectrogram" ? 2.0 / image.Height : 1.5 / (128 * Axis.MelHz(0, 8000).Place(view.Rows.High));
            (1 - ((loudest + 0.5) / image.Height)).ShouldBe(view.Rows.Place(1000), tolerance, $"{highest}");
        }
    }

    [Fact]
    public void Kilohertz_are_the_same_places_under_other_names()
    {
        foreach (var axis in new[] { "linear", "log", "mel" })
        {
            var (hertz, kilo) = (Spectrogram(axis, false), Spectrogram(axis, true));
            kilo.Rows.Label.ShouldBe("kHz");
            foreach (var hz in new[] { 0, 100, 1000, 7999 }) kilo.Rows.Place(hz).ShouldBe(hertz.Rows.Place(hz));
            foreach (var tick in kilo.Rows.Ticks)
                double.Parse(tick.Label, CultureInfo.InvariantCulture).ShouldBe(tick.Value / 1000, 1e-9);
            kilo.Rows.Ticks.Count.ShouldBeGreaterThan(3);
        }

        static FeatureView Spectrogram(string axis, bool kilohertz) => FeatureView.Of(
            Voice, FeatureCatalog.Parse("stft_magnitude"), new PictureOptions { FrequencyAxis = axis, Kilohertz = kilohertz });
    }

    [Fact]
    public void A_part_keeps_its_time()
    {
        var samples = new float[2 * RateHz];
        samples[(int)(1.3 * RateHz)] = 1;
        var svg = Draw("rms", new PictureOptions { FromSeconds = 1, ToSeconds = 1.5 }, new AudioClip(samples, RateHz));
        Texts(svg).ShouldContain("1.2");
        Texts(svg).ShouldNotContain("0.8");
        Texts(Draw("waveform", new PictureOptions { FromSeconds = 1.5 })).ShouldContain("1.6");
        Should.Throw<ArgumentException>(() => Draw("rms", new PictureOptions { FromSeconds = 2 })).Message.ShouldContain("ends at 2 s");
        Should.Throw<ArgumentException>(() => Draw("rms", new PictureOptions { FromSeconds = 1, ToSeconds = 1 }));
        Should.Throw<ArgumentException>(() => Draw("rms", new PictureOptions { FromSeconds = -1 }));
        Should.Throw<ArgumentException>(() => Draw("spectrogram", new PictureOptions { HighestHz = 0 }));
        Draw("rms", new PictureOptions { FromSeconds = 1.9999999, ToSeconds = 9 });
    }

    [Fact]
    public void The_pitch_stands_at_its_frequency()
    {
        var look = new PictureOptions { Pitch = true, HighestHz = 1000 };
        var svg = Draw("spectrogram", look);
        var paths = svg.Elements(Svg + "path").Where(p => (string?)p.Attribute("class") is "pitch" or "under").ToArray();
        paths.Select(p => (string?)p.Attribute("class")).ShouldBe(["under", "pitch"], "a dark line below the light one");
        var frame = svg.Elements(Svg + "rect").First(r => (string?)r.Attribute("class") == "frame");
        var expected = Number(frame, "y") + (Number(frame, "height") * (1 - 0.2));
        var heights = paths[1].Attribute("d")!.Value.Split('M', 'L').Where(p => p.Length > 0)
            .Select(p => double.Parse(p.Split(' ', 'h')[1], CultureInfo.InvariantCulture)).Order().ToArray();
        heights.Length.ShouldBeGreaterThan(20);
        heights[heights.Length / 2].ShouldBe(expected, 3);
        Should.Throw<ArgumentException>(() => Draw("mfcc", new PictureOptions { Pitch = true })).Message.ShouldContain("frequencies");
    }

    [Fact]
    public void Bars_say_where_somebody_speaks()
    {
        var clip = AudioClip.Load(Repository.Of("samples", "audio", "angry-synthetic.wav"));
        foreach (var feature in new[] { "waveform", "mfcc", "rms", "spectrogram" })
        {
            var svg = Draw(feature, new PictureOptions { Speech = true }, clip);
            Texts(svg).ShouldContain("speech");
            var frame = svg.Elements(Svg + "rect").First(r => (string?)r.Attribute("class") == "frame");
            foreach (var bar in svg.Elements(Svg + "rect").Where(r => (string?)r.Attribute("class") == "speech"))
            {
                Number(bar, "x").ShouldBeGreaterThanOrEqualTo(Number(frame, "x") - 0.01);
                (Number(bar, "x") + Number(bar, "width")).ShouldBeLessThanOrEqualTo(Number(frame, "x") + Number(frame, "width") + 0.01);
                (Number(bar, "y") + Number(bar, "height")).ShouldBeLessThan(Number(frame, "y"));
            }
        }
    }

    public static TheoryData<string, int> Sizes()
    {
        var cases = new TheoryData<string, int>();
        foreach (var name in FeaturePicture.Names)
        {
            foreach (var height in new[] { 160, 250, 420 }) cases.Add(name, height);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_label_stands_on_another(string feature, int height)
    {
        foreach (var axis in feature == "spectrogram" ? new[] { "linear", "log", "mel" } : ["linear"])
        {
            var svg = Draw(feature, new PictureOptions { HeightPixels = height, WidthPixels = 400, FrequencyAxis = axis });
            var boxes = svg.Descendants(Svg + "text").Where(t => t.Attribute("x") is not null).Select(Box).ToList();
            var turned = svg.Descendants(Svg + "text").SingleOrDefault(t => t.Attribute("transform") is not null);
            if (turned is not null)
            {
                var place = turned.Attribute("transform")!.Value.Split('(', ' ', ')');
                var (x, y) = (double.Parse(place[1], CultureInfo.InvariantCulture), double.Parse(place[2], CultureInfo.InvariantCulture));
                var half = TextWidth.Of(turned.Value) / 2;
                boxes.Add((turned.Value, x - 10, y - half, x + 3, y + half));
            }

            for (var a = 0; a < boxes.Count; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    var (p, q) = (boxes[a], boxes[b]);
                    var apart = p.Right <= q.Left || q.Right <= p.Left || p.Bottom <= q.Top || q.Bottom <= p.Top;
                    apart.ShouldBeTrue($"{feature} {axis} {height}: '{p.Text}' and '{q.Text}'");
                }
            }
        }
    }

    [Fact]
    public void Whole_numbers_and_both_sides_of_zero_are_ticked()
    {
        foreach (var high in new double[] { 2, 3, 7, 10, 12, 13, 25, 30, 40, 99, 250, 1000 })
        {
            var ticks = Axis.Whole("epoch", 1, high, 6).Ticks;
            ticks.Count.ShouldBeInRange(2, 14, $"{high}");
            ticks.ShouldAllBe(t => t.Value == Math.Floor(t.Value) && t.Label == t.Value.ToString("0", CultureInfo.InvariantCulture));
        }

        for (var reach = 0.0007; reach < 3; reach *= 1.1)
        {
            foreach (var about in new[] { 2, 6 })
            {
                var ticks = Axis.AroundZero("amplitude", reach, about).Ticks;
                ticks.Count.ShouldBeInRange(3, 13, $"{reach}");
                ticks[0].Value.ShouldBe(-ticks[^1].Value, 1e-12);
                ticks.Select(t => t.Label).ShouldBeUnique();
            }
        }
    }

    private static (string Text, double Left, double Top, double Right, double Bottom) Box(XElement text)
    {
        var (x, y, width) = (Number(text, "x"), Number(text, "y"), TextWidth.Of(text.Value) * 0.93);
        var classes = ((string?)text.Attribute("class") ?? "").Split(' ');
        var left = classes.Contains("x") ? x - (width / 2) : classes.Contains("y") ? x - width : x;
        return (text.Value, left, y - 9, left + width, y + 2);
    }

    private static XElement Draw(string feature, PictureOptions look, AudioClip? clip = null) =>
        XDocument.Parse(FeaturePicture.Draw(clip ?? Voice, feature, "x", options: look)).Root!;

    private static string[] Texts(XElement svg) => [.. svg.Descendants(Svg + "text").Select(t => t.Value)];

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static PngReader Image(XElement svg) => PngReader.Read(Convert.FromBase64String(
        svg.Descendants(Svg + "image").First().Attribute("href")!.Value["data:image/png;base64,".Length..]));
}
