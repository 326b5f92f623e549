using System.Text;
using System.Xml.Linq;
using Microsoft.DotNet.Interactive.Formatting;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;
using Undertone.Sound.Audio;

namespace Undertone.Interactive.Tests;

public sealed class NotebookHtmlTests
{
    private const string Wav = "data:audio/wav;base64,";
    private const string Svg = "data:image/svg+xml;base64,";

    /// <summary>Every fragment with hostile names in it.</summary>
    public static TheoryData<string, string> Fragments() => new()
    {
        { "player", NotebookHtml.Player(Examples.Clip(), Examples.Hostile) },
        { "clip", NotebookHtml.Clip(Examples.Clip(), Examples.Hostile) },
        { "picture", NotebookHtml.Picture(FeaturePicture.Draw(Examples.Clip(), "rms", Examples.Hostile), Examples.Hostile) },
        { "corpus", NotebookHtml.Corpus(Corpus()) },
        { "classes", NotebookHtml.Classes(Examples.Evaluation()) },
        { "confusion", NotebookHtml.Confusion(Examples.Evaluation()) },
        { "curves", NotebookHtml.Curves([new LearningCurve("a", [new EpochMetrics(1, 2, 0.5), new EpochMetrics(2, 1, 0.75)])], 0.25) },
        { "comparison", NotebookHtml.Comparison([Examples.Row(Examples.Hostile), Examples.Row("svm")]) },
        { "answer", NotebookHtml.Answer(Examples.Answer(), Examples.Hostile) },
        { "segments", NotebookHtml.Segments([Examples.Segment(0, 1, "sad", Examples.Hostile, Examples.Hostile)]) },
    };

    [Theory]
    [MemberData(nameof(Fragments))]
    public void A_fragment_is_one_element_of_well_formed_xml_without_scripts(string name, string html)
    {
        var element = XElement.Parse(html);
        element.Name.LocalName.ShouldBe("div", name);
        element.Attribute("class")!.Value.ShouldBe("undertone");
        element.DescendantsAndSelf().ShouldAllBe(e => e.Name.LocalName != "script");
        element.DescendantsAndSelf().Attributes().ShouldAllBe(a => !a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        element.Descendants().Attributes("src").ShouldAllBe(a => a.Value.StartsWith("data:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("player")]
    [InlineData("clip")]
    [InlineData("picture")]
    [InlineData("corpus")]
    [InlineData("comparison")]
    [InlineData("answer")]
    [InlineData("segments")]
    public void A_name_is_read_as_it_is(string name)
    {
        var html = Fragments().Where(f => (string)f[0] == name).Select(f => (string)f[1]).Single();
        html.ShouldNotContain("<script>");
        var element = XElement.Parse(html);
        string[] texts = [.. element.Descendants().Attributes().Select(a => a.Value), .. element.Descendants().Select(e => e.Value)];
        texts.ShouldContain(t => t.Contains(Examples.Hostile, StringComparison.Ordinal));
    }

    [Fact]
    public void A_player_holds_the_samples()
    {
        var clip = Examples.Clip();
        var heard = Played(NotebookHtml.Player(clip));
        heard.SampleRateHz.ShouldBe(16_000);
        heard.Samples.ShouldBe(clip.Samples);
        NotebookHtml.Player(clip).ShouldNotContain("The first");
    }

    [Fact]
    public void A_player_has_the_rate_that_is_asked_for()
    {
        var clip = new AudioClip(Examples.Clip().Samples, 48_000);
        Played(NotebookHtml.Player(clip)).SampleRateHz.ShouldBe(NotebookHtml.SpokenRateHz);
        var own = Played(NotebookHtml.Player(clip, sampleRateHz: null));
        own.SampleRateHz.ShouldBe(48_000);
        own.Samples.ShouldBe(clip.Samples);
    }

    [Fact]
    public void A_long_clip_is_cut_and_the_fragment_says_so()
    {
        var clip = Examples.Clip(61 * 16_000);
        var html = NotebookHtml.Player(clip);
        Played(html).Samples.ShouldBe(clip.Samples[..(60 * 16_000)]);
        html.ShouldContain("The first 60 s of 61 s.");
    }

    [Fact]
    public void A_picture_is_the_svg_itself()
    {
        var svg = FeaturePicture.Draw(Examples.Clip(), "waveform", "a");
        var source = XElement.Parse(NotebookHtml.Picture(svg, "b")).Descendants("img").Single().Attribute("src")!.Value;
        Encoding.UTF8.GetString(Convert.FromBase64String(source[Svg.Length..])).ShouldBe(svg);
    }

    [Fact]
    public void An_answer_has_a_bar_for_each_label_the_most_probable_first()
    {
        var element = XElement.Parse(NotebookHtml.Answer(Examples.Answer(), "a.wav"));
        element.Element("h4")!.Value.ShouldBe("a.wav: angry 50.0\u00a0% (uncertain: low-confidence, clipping)");
        Rows(element).ShouldBe(["angry|50.0\u00a0%", "neutral|25.0\u00a0%", "sad|25.0\u00a0%"]);
    }

    [Fact]
    public void An_answer_without_speech_has_no_bars()
    {
        var silent = Examples.Answer() with { Speech = false, Emotion = null, Confidence = 0, Uncertain = false };
        var element = XElement.Parse(NotebookHtml.Answer(silent));
        element.Element("h4")!.Value.ShouldBe("no speech");
        element.Descendants("table").ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_on_dimensions_has_its_numbers_with_an_emotion_or_without()
    {
        var dimensions = new EmotionDimensions([KeyValuePair.Create("arousal", 4.25), KeyValuePair.Create("valence", 2.0)]);
        var both = XElement.Parse(NotebookHtml.Answer(Examples.Answer() with { Dimensions = dimensions }));
        Rows(both).TakeLast(2).ShouldBe(["arousal|4.250", "valence|2.000"]);
        var numbers = Examples.Answer() with { Emotion = null, Uncertain = false, Dimensions = dimensions };
        var alone = XElement.Parse(NotebookHtml.Answer(numbers));
        alone.Element("h4")!.Value.ShouldBe("arousal 4.25  valence 2.00");
        Rows(alone).ShouldBe(["arousal|4.250", "valence|2.000"]);
    }

    [Fact]
    public void A_timeline_joins_runs_and_places_them_by_time()
    {
        var element = XElement.Parse(NotebookHtml.Segments(
            [Examples.Segment(0, 1, "sad"), Examples.Segment(1, 2, "sad"), Examples.Segment(2, 4, null), Examples.Segment(4, 8, "angry")]));
        var strip = element.Elements("div").First();
        strip.Elements().Select(e => $"{e.Attribute("class")!.Value} {e.Attribute("style")!.Value}")
            .ShouldBe(["e2 left:0%;width:25%", "none left:25%;width:25%", "e1 left:50%;width:50%"]);
        Rows(element).ShouldBe(["sad|0.00 s|2.00 s|25.0\u00a0%", "no speech|2.00 s|4.00 s|\u2013", "angry|4.00 s|8.00 s|50.0\u00a0%"]);
    }

    [Fact]
    public void A_corpus_is_counted_by_speaker_and_emotion()
    {
        var element = XElement.Parse(NotebookHtml.Corpus(Corpus()));
        element.Descendants("table").Count().ShouldBe(2);
        Rows(element.Descendants("table").Last()).ShouldBe([$"own/{Examples.Hostile}|\u2013|1|1|2", "own/b|\u2013|1|0|1", "All||2|1|3"]);
    }

    [Fact]
    public void A_matrix_has_every_count()
    {
        var element = XElement.Parse(NotebookHtml.Confusion(Examples.Evaluation()));
        element.Descendants("b").Select(b => b.Value).ShouldBe(["2", "0", "0", "0", "1", "1", "0", "0", "2"]);
    }

    [Fact]
    public void What_has_nothing_to_show_is_refused()
    {
        Should.Throw<ArgumentException>(() => NotebookHtml.Comparison([])).Message.ShouldStartWith("There is no row to show.");
        Should.Throw<ArgumentException>(() => NotebookHtml.Curves([new LearningCurve("svm", [])], 0.5))
            .Message.ShouldStartWith("No training has an epoch to draw.");
        NotebookHtml.Segments([]).ShouldContain("There is no segment.");
    }

    [Fact]
    public void A_notebook_shows_values_as_the_fragments()
    {
        NotebookFormatters.Register();
        var (answer, evaluation) = (Examples.Answer(), Examples.Evaluation());
        answer.ToDisplayString(HtmlFormatter.MimeType).ShouldBe(NotebookHtml.Answer(answer));
        Examples.Clip().ToDisplayString(HtmlFormatter.MimeType).ShouldBe(NotebookHtml.Clip(Examples.Clip(), "clip"));
        evaluation.ToDisplayString(HtmlFormatter.MimeType)
            .ShouldBe(NotebookHtml.Classes(evaluation) + NotebookHtml.Confusion(evaluation));
        SegmentPrediction[] segments = [Examples.Segment(0, 1, "sad")];
        segments.ToDisplayString(HtmlFormatter.MimeType).ShouldBe(NotebookHtml.Segments(segments));
    }

    [Fact]
    public void A_page_holds_the_fragments_in_order()
    {
        var page = new NotebookPage("a < b");
        page.Add(NotebookHtml.Answer(Examples.Answer(), "first"));
        page.Add(NotebookHtml.Answer(Examples.Answer(), "second"));
        var html = page.ToString();
        var body = XElement.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]).Element("body")!;
        body.Element("h1")!.Value.ShouldBe("a < b");
        body.Elements("div").Select(d => d.Element("h4")!.Value[..6]).ShouldBe(["first:", "second"]);
    }

    private static CorpusCollection Corpus() => CorpusCollection.Check(
    [
        Utterance.FromClip(Examples.Clip(4000), "1.wav", "angry", Examples.Hostile),
        Utterance.FromClip(Examples.Clip(4100), "2.wav", "sad", Examples.Hostile),
        Utterance.FromClip(Examples.Clip(4200), "3.wav", "sad", "b"),
    ]);

    private static AudioClip Played(string html)
    {
        var source = XElement.Parse(html).Descendants("audio").Single().Attribute("src")!.Value;
        return AudioClip.Load(new MemoryStream(Convert.FromBase64String(source[Wav.Length..])), "player");
    }

    private static IEnumerable<string> Rows(XElement element) =>
        element.Descendants("tbody").Elements("tr").Select(r => string.Join('|', r.Elements().Select(c => c.Value.TrimStart('\n'))));
}
