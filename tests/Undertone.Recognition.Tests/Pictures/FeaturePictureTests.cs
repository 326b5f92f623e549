using System.Globalization;
using System.Xml.Linq;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Pictures;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Tests.Pictures;

public sealed class FeaturePictureTests
{
    private const int RateHz = 16_000;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>One second of 1000 Hz, then one second of 3000 Hz.</summary>
    private static readonly AudioClip TwoTones = new(
        [.. Enumerable.Range(0, 2 * RateHz).Select(n => 0.5f * MathF.Sin(2 * MathF.PI * (n < RateHz ? 1000 : 3000) * n / RateHz))], RateHz);

    public static TheoryData<string> Names() => [.. FeaturePicture.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_feature_makes_a_well_formed_picture_with_seconds(string feature)
    {
        var picture = FeaturePicture.Draw(TwoTones, feature, "<two & tones>");
        FeaturePicture.Draw(TwoTones, feature, "<two & tones>").ShouldBe(picture);
        var svg = XDocument.Parse(picture).Root!;
        svg.Name.ShouldBe(Svg + "svg");
        svg.Element(Svg + "title")!.Value.ShouldStartWith("<two & tones>: " + feature);
        Texts(svg).ShouldContain("seconds");
        Texts(svg).Any(t => t is "1.0" or "1.00").ShouldBeTrue();
        picture.ShouldNotContain("NaN");
        picture.ShouldNotContain("Infinity");
        foreach (var image in svg.Descendants(Svg + "image")) Image(image).Pixels.Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("linear", "0 2000 4000 6000 8000")]
    [InlineData("log", "0 64 128 256 512 1024 2048 4096")]
    [InlineData("mel", "0 512 1024 2048 4096")]
    public void A_spectrogram_shows_a_tone_where_its_frequency_stands(string axis, string ticks)
    {
        var svg = XDocument.Parse(
            FeaturePicture.Draw(TwoTones, "spectrogram", "tones", options: new PictureOptions { FrequencyAxis = axis })).Root!;
        var labels = svg.Elements(Svg + "text").Where(t => (string?)t.Attribute("class") == "label y").ToArray();
        string.Join(' ', labels.Select(t => t.Value)).ShouldBe(ticks);
        var image = Image(svg.Descendants(Svg + "image").First());
        image.Palette[..3].ShouldBe([0, 0, 4], "magma begins almost black");
        var scale =
            axis switch { "log" => Axis.LogHz(0, RateHz / 2), "mel" => Axis.MelHz(0, RateHz / 2), _ => Axis.LinearHz(0, RateHz / 2) };
        foreach (var (place, hz) in new[] { (0.25, 1000), (0.75, 3000) })
        {
            var column = (int)(place * image.Width);
            var loudest = Enumerable.Range(0, image.Height).MaxBy(y => image.Pixels[(y * image.Width) + column]);
            (1 - ((loudest + 0.5) / image.Height)).ShouldBe(scale.Place(hz), 2.0 / image.Height);
        }
    }

    [Fact]
    public void Frames_stand_at_their_time()
    {
        // A click in the middle of frame 20 of 512 samples: the brightest column's middle is at 20 * 512 / 16000 s.
        var samples = new float[2 * RateHz];
        samples[20 * 512] = 1;
        var svg = XDocument.Parse(
            FeaturePicture.Draw(
                new AudioClip(samples, RateHz), "spectrogram", "click", new Dictionary<string, string> { ["n_fft"] = "512" })).Root!;
        var element = svg.Descendants(Svg + "image").First();
        var image = Image(element);
        var column = Enumerable.Range(0, image.Width).MaxBy(x => image.Pixels[(image.Height / 2 * image.Width) + x]);
        column.ShouldBe(20);
        var panel = element.Parent!;
        var (left, width) = (Number(element, "x"), Number(element, "width"));
        var seconds = (left + ((column + 0.5) / image.Width * width)) / Number(panel, "width") * 2;
        seconds.ShouldBe(20 * 512.0 / RateHz, 1e-4);
    }

    [Fact]
    public void A_mel_spectrogram_is_in_decibels_below_its_maximum()
    {
        var svg = XDocument.Parse(FeaturePicture.Draw(TwoTones, "melspectrogram", "tones")).Root!;
        Texts(svg).ShouldContain("0 dB");
        Texts(svg).ShouldContain("\u221280 dB");
        var db = XDocument.Parse(FeaturePicture.Draw(TwoTones, "melspectrogram_db", "tones")).Root!;
        Image(svg.Descendants(Svg + "image").First()).Pixels.ShouldBe(Image(db.Descendants(Svg + "image").First()).Pixels);
    }

    [Fact]
    public void Chroma_rows_carry_the_names_of_notes_and_a_tone_lights_its_own()
    {
        var clip = new AudioClip(
            [.. Enumerable.Range(0, 2 * RateHz).Select(n => 0.5f * MathF.Sin(2 * MathF.PI * 440 * n / RateHz))], RateHz);
        var svg = XDocument.Parse(FeaturePicture.Draw(clip, "chroma_stft", "a4", new Dictionary<string, string> { ["tuning"] = "0" }))
            .Root!;
        Labels(svg).ShouldBe(["C", "C\u266f", "D", "D\u266f", "E", "F", "F\u266f", "G", "G\u266f", "A", "A\u266f", "B"]);
        var image = Image(svg.Descendants(Svg + "image").First());
        var brightest = Enumerable.Range(0, 12).MaxBy(y => image.Pixels[(y * image.Width) + (image.Width / 2)]);
        (11 - brightest).ShouldBe(9, "A");
    }

    [Fact]
    public void A_waveform_reaches_as_far_as_its_samples()
    {
        var svg = XDocument.Parse(
            FeaturePicture.Draw(
                new AudioClip([.. Enumerable.Range(0, 40_000).Select(n => n % 100 == 0 ? 0.8f : -0.4f)], RateHz), "waveform",
                "spikes")).Root!;
        var frame = svg.Descendants(Svg + "rect").Single(r => (string?)r.Attribute("class") == "frame");
        var heights = svg.Descendants(Svg + "path").Single().Attribute("d")!.Value.Trim('M', 'Z').Split('L')
            .Select(p => double.Parse(p.Split(' ')[1], CultureInfo.InvariantCulture)).ToArray();
        var middle = Number(frame, "y") + (Number(frame, "height") / 2);
        var unit = Number(frame, "height") / 2 / (0.8 * 1.05);
        ((middle - heights.Min()) / unit).ShouldBe(0.8, 0.001);
        ((middle - heights.Max()) / unit).ShouldBe(-0.4, 0.001);
    }

    [Fact]
    public void Silence_and_clips_of_one_frame_make_pictures()
    {
        string[] features =
            ["waveform", "spectrogram", "melspectrogram", "mfcc", "rms", "zero_crossing_rate", "spectral_centroid", "chroma_stft"];
        foreach (var feature in features)
        {
            XDocument.Parse(FeaturePicture.Draw(new AudioClip(new float[16_000], RateHz), feature, "silence"));
            XDocument.Parse(FeaturePicture.Draw(new AudioClip([0.5f, -0.5f, 0.25f], RateHz), feature, "short"));
        }
    }

    [Fact]
    public void Wrong_requests_are_refused_with_what_would_be_right()
    {
        Should.Throw<FeatureOptionException>(() => FeaturePicture.Draw(TwoTones, "mffc", "x")).Message.ShouldContain("mfcc");
        var settings = new Dictionary<string, string> { ["n_fft"] = "1" };
        Should.Throw<FeatureOptionException>(() => FeaturePicture.Draw(TwoTones, "waveform", "x", settings)).Message.ShouldContain("n_fft");
        Should.Throw<ArgumentException>(() => FeaturePicture.Draw(TwoTones, "tuning", "x")).Message.ShouldContain("one number");
        Should.Throw<ArgumentException>(() => FeaturePicture.Draw(TwoTones, "mfcc", "x", options: new PictureOptions { ColorMap = "jet" }))
            .Message.ShouldContain("viridis");
        var bark = new PictureOptions { FrequencyAxis = "bark" };
        Should.Throw<ArgumentException>(() => FeaturePicture.Draw(TwoTones, "mfcc", "x", options: bark))
            .Message.ShouldContain("linear, log, mel");
    }

    [Fact]
    public void Colour_maps_are_those_that_were_published()
    {
        // The first, middle and last colours of matplotlib's tables.
        Convert.ToHexString(ColorMap.Of("viridis"), 0, 3).ShouldBe("440154");
        Convert.ToHexString(ColorMap.Of("viridis"), 128 * 3, 3).ShouldBe("21918C");
        Convert.ToHexString(ColorMap.Of("viridis"), 255 * 3, 3).ShouldBe("FDE725");
        Convert.ToHexString(ColorMap.Of("magma"), 128 * 3, 3).ShouldBe("B73779");
        Convert.ToHexString(ColorMap.Of("magma"), 255 * 3, 3).ShouldBe("FCFDBF");
        foreach (var name in ColorMap.Names)
        {
            var colors = ColorMap.Of(name);
            colors.Length.ShouldBe(768);
            var light = Enumerable.Range(0, 256).Select(
                i => (0.2126 * colors[3 * i]) + (0.7152 * colors[(3 * i) + 1]) + (0.0722 * colors[(3 * i) + 2])).ToArray();
            for (var i = 1; i < 256; i++) light[i].ShouldBeGreaterThanOrEqualTo(light[i - 1] - 0.8, $"{name} {i}");
        }
    }

    [Fact]
    public void The_sheet_of_a_prediction_has_a_bar_for_each_emotion()
    {
        var labels = new LabelSet(["happy", "<sad>", "angry"]);
        var prediction = new EmotionPrediction(2, true, "<sad>", 0.5, false, new EmotionScores(labels, [0.25f, 0.5f, 0.25f]));
        var svg = XDocument.Parse(PredictionPicture.Draw(TwoTones, prediction, "tones.wav")).Root!;
        svg.Element(Svg + "title")!.Value.ShouldBe("tones.wav: <sad> 50.0 %");
        var bars = svg.Elements(Svg + "rect").Where(r => (string?)r.Attribute("class") is "bar" or "rest").ToArray();
        bars.Select(b => (string?)b.Attribute("class")).ShouldBe(["rest", "bar", "rest"]);
        (Number(bars[1], "width") / Number(bars[0], "width")).ShouldBe(2, 1e-9);
        Texts(svg).ShouldContain("25.0 %");
        var silent = new EmotionPrediction(2, false, null, 0, false, new EmotionScores(labels, [1, 1, 1]));
        XDocument.Parse(PredictionPicture.Draw(TwoTones, silent, "s")).Root!.Element(Svg + "title")!.Value.ShouldBe("s: no speech");
    }

    private static string[] Texts(XElement svg) => [.. svg.Descendants(Svg + "text").Select(t => t.Value)];

    private static string[] Labels(XElement svg) =>
        [.. svg.Elements(Svg + "text").Where(t => (string?)t.Attribute("class") == "label y").Select(t => t.Value)];

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static PngReader Image(XElement image) =>
        PngReader.Read(Convert.FromBase64String(image.Attribute("href")!.Value["data:image/png;base64,".Length..]));
}
