using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Reports;
using Undertone.Recognition.Tests.Evaluation;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Reports;

public sealed class HtmlReportTests : IDisposable
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_page_is_well_formed_and_fetches_nothing()
    {
        var page = HtmlReport.Render(Data(SampleEvaluation.Create()));
        Parse(page).Root!.Name.ShouldBe(Html + "html");
        var addresses = Regex.Matches(page, "xmlns=\"[^\"]*\"|[a-z]+://[^\\s\"']*").Select(m => m.Value)
            .Where(a => !a.StartsWith("xmlns", StringComparison.Ordinal));
        addresses.ShouldBeEmpty();
        Regex.IsMatch(page, "(src|href)=\"(?!data:)").ShouldBeFalse("every source is inside the page");
        Regex.IsMatch(page, "@import|url\\(", RegexOptions.IgnoreCase).ShouldBeFalse();
    }

    [Fact]
    public void Protocol_and_warning_stand_before_any_number()
    {
        var inflated = Parse(HtmlReport.Render(Data(SampleEvaluation.Create(independent: false, protocol: "random"))));
        var first = inflated.Descendants(Html + "main").Single().Elements().First();
        first.Attribute("class")!.Value.ShouldBe("banner warning");
        first.Value.ShouldContain("inflated");
        first.Value.ShouldContain("random stratified 80/20 split");
        var honest = Parse(HtmlReport.Render(Data(SampleEvaluation.Create()))).Descendants(Html + "main").Single().Elements().First();
        honest.Attribute("class")!.Value.ShouldBe("banner good");
    }

    [Fact]
    public void The_numbers_are_those_of_the_result()
    {
        var e = SampleEvaluation.Create();
        var page = Parse(HtmlReport.Render(Data(e)));
        var cards = page.Descendants(Html + "dl").Single().Elements()
            .ToDictionary(d => d.Element(Html + "dt")!.Value, d => d.Elements(Html + "dd").First().Value);
        cards["UAR"].ShouldBe(Three(e.Report.UnweightedAverageRecall));
        cards["Accuracy"].ShouldBe(Three(e.Report.Accuracy));
        cards["Macro F1"].ShouldBe(Three(e.Report.MacroF1));
        cards["Weighted F1"].ShouldBe(Three(e.Report.WeightedF1));
        cards["ROC AUC"].ShouldBe(Three(e.MacroRocAuc));
        cards["Calibration error"].ShouldBe(Three(e.ExpectedCalibrationError));
        cards["Log loss"].ShouldBe(Three(e.LogLoss));
        cards["Brier score"].ShouldBe(Three(e.Brier));
        page.Descendants(Html + "dl").Single().Value.ShouldContain(
            $"{Three(e.UarInterval!.Value.Low)} to {Three(e.UarInterval!.Value.High)}");

        var confusion = Rows(page, "confusion");
        confusion.Count.ShouldBe(e.Labels.Count);
        for (var r = 0; r < e.Labels.Count; r++)
        {
            var cells = confusion[r].Elements(Html + "td").ToArray();
            cells.Select(c => int.Parse(c.Element(Html + "b")!.Value, CultureInfo.InvariantCulture)).ShouldBe(e.Report.Confusion[r]);
            cells.Select(c => c.Element(Html + "small")!.Value)
                .ShouldBe(e.Report.Confusion[r].Select(n => Percent((double)n / e.Report.PerClass[r].Support)));
        }

        var classes = Rows(page, "classes");
        for (var r = 0; r < e.Labels.Count; r++)
        {
            var c = e.Report.PerClass[r];
            Cells(classes[r]).ShouldBe([c.Label, Three(c.Precision), Three(c.Recall), Three(c.F1), Three(e.RocAuc[r]),
                c.Support.ToString(CultureInfo.InvariantCulture)]);
        }

        Rows(page, "groups").Select(Cells).ShouldBe(
            e.PerSpeaker.Concat(e.PerSex).Concat(e.PerCorpus).Concat(e.PerIntensity)
                .Select(g => new[] { g.Group, Three(g.Uar), Three(g.Accuracy), g.Utterances.ToString(CultureInfo.InvariantCulture) }));
        Rows(page, "probabilities").Select(r => Cells(r)[1..]).ShouldBe(
            e.Reliability().Where(b => b.Count > 0).Select(
                b => new[] { Three(b.Confidence), Three(b.Accuracy), b.Count.ToString(CultureInfo.InvariantCulture) }));
    }

    [Fact]
    public void Charts_hold_the_curves_of_training_and_the_roc()
    {
        var e = SampleEvaluation.Create();
        var data = Data(e);
        var charts = JsonNode.Parse(
            Parse(HtmlReport.Render(data)).Descendants(Html + "script").Single(s => (string?)s.Attribute("id") == "chart-data").Value)!;
        var curve = charts["curves"]![2]!;
        curve["name"]!.GetValue<string>().ShouldBe("fold 3");
        curve["epoch"]!.AsArray().Select(n => n!.GetValue<int>()).ShouldBe(data.Curves[2].Epochs.Select(x => x.Epoch));
        Close.Assert(
            [.. curve["validationLoss"]!.AsArray().Select(n => n!.GetValue<double>())],
            [.. data.Curves[2].Epochs.Select(x => x.ValidationLoss!.Value)], 1e-5, 0, "validation loss");
        var roc = charts["roc"]!["lines"]!.AsArray();
        roc.Select(l => l!["label"]!.GetValue<string>()).ShouldBe(e.Labels);
        for (var i = 0; i < roc.Count; i++)
        {
            var heights = roc[i]!["values"]!.AsArray().Select(n => n!.GetValue<double>()).ToArray();
            // The trapezoids over 200 steps; a curve's corners between them cost at most the width of a step.
            var area = heights.Zip(heights.Skip(1), (a, b) => (a + b) / 2 / 200).Sum();
            area.ShouldBe(e.RocAuc[i], 0.006, e.Labels[i]);
        }
    }

    [Fact]
    public void Hostile_names_are_text_and_nothing_else()
    {
        const string Attack = "</script><script>alert(1)</script>\"'&<img src=x onerror=alert(2)>\u0001\ud800]]>";
        var labels = new LabelSet(["calm", Attack]);
        var data = Data(SampleEvaluation.Create(labels, file: i => $"{i} {Attack}.wav"));
        var page = HtmlReport.Render(data with { Title = Attack, Notes = [Attack], RecipeJson = Attack });
        var parsed = Parse(page);
        parsed.Descendants(Html + "script").Count().ShouldBe(2);
        parsed.Descendants(Html + "img").ShouldBeEmpty();
        page.ShouldNotContain("<script>alert", Case.Sensitive);
        page.ShouldNotContain("<img", Case.Sensitive);
        parsed.Descendants(Html + "bdi").Select(b => b.Value).ShouldContain(
            v => v.Contains("</script><script>alert(1)</script>\"'&<img src=x onerror=alert(2)>\ufffd\ufffd]]>", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_results_give_equal_bytes_and_no_trace_of_where_files_lie()
    {
        WriteAudio();
        var first = HtmlReport.Render(Data(SampleEvaluation.Create(folder: _folder)));
        var second = HtmlReport.Render(Data(SampleEvaluation.Create(folder: _folder)));
        second.ShouldBe(first);
        first.ShouldNotContain(_folder);
        first.ShouldNotContain(Environment.MachineName.Length > 3 ? Environment.MachineName : "\u0000");
    }

    [Fact]
    public void Mistakes_are_the_most_confident_ones_with_their_sound()
    {
        WriteAudio();
        var e = SampleEvaluation.Create(folder: _folder);
        var page = Parse(HtmlReport.Render(Data(e) with { EmbedAudio = true }));
        var shown = page.Descendants(Html + "ol").Single().Elements().ToArray();
        var expected = e.Tested.Where(t => t.Predicted != t.Truth).OrderByDescending(t => t.Confidence).Take(20).ToArray();
        shown.Select(li => li.Descendants(Html + "bdi").First().Value).ShouldBe(expected.Select(t => t.Utterance.RelativePath));
        shown.Select(li => string.Join(' ', li.Descendants(Html + "strong").Select(s => s.Value)))
            .ShouldBe(expected.Select(t => $"{e.Labels[t.Predicted]} {e.Labels[t.Truth]}"));
        foreach (var li in shown)
        {
            var there = File.Exists(Path.Combine(_folder, li.Descendants(Html + "bdi").First().Value));
            li.Descendants(Html + "image").Count().ShouldBe(there ? 1 : 0);
            li.Value.Contains("could not be read", StringComparison.Ordinal).ShouldBe(!there);
            if (!there) continue;
            var audio = li.Descendants(Html + "audio").Single().Attribute("src")!.Value;
            using var wav = new MemoryStream(Convert.FromBase64String(audio["data:audio/wav;base64,".Length..]));
            var clip = AudioClip.Load(wav, "embedded");
            clip.SampleRateHz.ShouldBe(16_000);
            clip.DurationSeconds.ShouldBe(0.5, 0.001);
        }

        shown.Count(li => li.Descendants(Html + "audio").Any()).ShouldBeInRange(1, 19);
        HtmlReport.Render(Data(e)).ShouldNotContain("data:audio");
    }

    [Fact]
    public void Curves_name_their_lines_and_tell_them_apart_without_colour()
    {
        var e = SampleEvaluation.Create();
        var figures = Figures(HtmlReport.Render(Data(e)));
        Ends(figures["loss"]).ShouldBe(["training", "validation"]);
        Ends(figures["accuracy"]).ShouldBe(["training accuracy", "validation accuracy", "validation UAR", "chance"]);
        foreach (var name in new[] { "loss", "accuracy", "coverage" })
        {
            var dashes = figures[name].Descendants(Html + "path").Select(p => p.Attribute("class")!.Value.Split(' '))
                .Where(c => c.Contains("line") && !c.Contains("faint"))
                .Select(c => string.Join(' ', c.Where(x => x.StartsWith("dash", StringComparison.Ordinal)))).ToArray();
            dashes.ShouldBeUnique($"{name}: a dash of its own for each line");
        }

        // Five folds behind each mean, and the values of an epoch for whoever points at it.
        figures["loss"].Descendants(Html + "path").Count(p => p.Attribute("class")!.Value.Contains("faint", StringComparison.Ordinal))
            .ShouldBe(10);
        var epochs = SampleEvaluation.Curves().Max(c => c.Epochs.Count);
        figures["loss"].Descendants(Html + "rect").Count(r => (string?)r.Attribute("class") == "hit").ShouldBe(epochs);
        var mean = SampleEvaluation.Curves().Average(c => c.Epochs[6].ValidationLoss!.Value);
        figures["loss"].Descendants(Html + "title").ElementAt(6).Value.ShouldEndWith($"validation {Three(mean)}");
        figures["accuracy"].Descendants(Html + "path").Count(p => p.Attribute("class")!.Value == "chance").ShouldBe(1);
    }

    [Fact]
    public void Curves_that_were_only_watched_say_so()
    {
        var e = SampleEvaluation.Create();
        LearningCurve[] watched = [.. SampleEvaluation.Curves().Select(c => c with { WatchedOnly = true })];
        var page = HtmlReport.Render(Data(e) with { Curves = watched });
        Ends(Figures(page)["accuracy"]).ShouldBe(["training accuracy", "watched accuracy", "watched UAR", "chance"]);
        page.ShouldContain("Nothing was chosen by them");
        HtmlReport.Render(Data(e)).ShouldNotContain("Nothing was chosen by them");
        // Of watched curves the last epoch, whose weights answered, stands in the table.
        Rows(Parse(page), "learning").Select(r => Cells(r)[2])
            .ShouldBe(watched.Select(c => c.Epochs.Count.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_mistake_stands_in_one_table_and_the_page_carries_what_is_asked_for()
    {
        WriteAudio();
        var e = SampleEvaluation.Create(folder: _folder);
        var wrong = e.Tested.Where(t => t.Predicted != t.Truth).OrderByDescending(t => t.Confidence).ToArray();
        var page = Parse(HtmlReport.Render(Data(e)));
        var rows = Rows(page, "misclassified");
        rows.Select(r => Cells(r).Select(c => c.Trim())).ShouldBe(wrong.Select(t => new[]
        {
            t.Utterance.RelativePath, t.Utterance.Corpus, t.Utterance.Speaker, e.Labels[t.Truth], e.Labels[t.Predicted],
            Three(t.Confidence), Three(t.Probabilities[t.Truth]), t.Fold.ToString(CultureInfo.InvariantCulture),
        }));
        page.Descendants(Html + "button").Count(b => (string?)b.Attribute("class") == "play").ShouldBe(0);

        var heard = Parse(HtmlReport.Render(Data(e) with { EmbedAudio = true }));
        var clips = heard.Descendants(Html + "audio").Select(a => a.Attribute("id")!.Value).ToArray();
        clips.ShouldBeUnique();
        clips.Length.ShouldBe(wrong.Count(t => File.Exists(t.Utterance.Path)), "half a second each: all fit");
        heard.Descendants(Html + "button").Select(b => (string?)b.Attribute("data-clip")).OfType<string>()
            .ShouldBe(clips, ignoreOrder: true);
        Rows(heard, "misclassified").Select(r => r.Descendants(Html + "bdi").Single().Value)
            .ShouldBe(wrong.Select(t => t.Utterance.RelativePath));
    }

    [Fact]
    public void Numbers_stand_above_their_bars_and_recalls_have_the_mark_of_chance()
    {
        var e = SampleEvaluation.Create();
        var page = HtmlReport.Render(Data(e));
        var bars = Parse(page).Descendants(Html + "td").Where(c => (string?)c.Attribute("class") == "bar").ToArray();
        bars.Length.ShouldBeGreaterThan(30);
        foreach (var row in Rows(Parse(page), "groups"))
            row.Elements(Html + "td").First().Attribute("style")!.Value.ShouldEndWith("--c:12.5%");
        foreach (var row in Rows(Parse(page), "classes"))
        {
            row.Elements(Html + "td").Select(c => ((string?)c.Attribute("style"))?.Split("--c:").ElementAtOrDefault(1))
                .ShouldBe([null, "12.5%", null, "50.0%", null]);
        }

        // The bar has its own place at the foot of the cell, below the number's line.
        var style = Regex.Match(page, @"td\.bar \{([^}]*)\}").Groups[1].Value;
        style.ShouldContain("background-origin: content-box");
        style.ShouldContain("calc(100% + 7px) / 100% 4px");
    }

    [Fact]
    public void The_reliability_figure_has_bars_and_counts_before_and_after_scaling()
    {
        var e = SampleEvaluation.Create();
        var calibration = Calibration.Of(e.Tested);
        var scored = new EvaluationResult(e.Protocol, e.Labels, e.Tested, e.Unmapped) { Calibration = calibration };
        var bars = Figures(HtmlReport.Render(Data(scored)))["reliability"].Descendants(Html + "rect")
            .Where(r => r.Element(Html + "title") is not null).ToArray();
        var (before, after) = (e.Reliability().Count(b => b.Count > 0), calibration.ReliabilityAfter!.Count(b => b.Count > 0));
        bars.Count(b => b.Attribute("class")!.Value == "bar hollow").ShouldBe(2 * before);
        bars.Count(b => b.Attribute("class")!.Value == "bar").ShouldBe(2 * after);
        Figures(HtmlReport.Render(Data(e)))["reliability"].Descendants(Html + "rect")
            .Count(r => (string?)r.Attribute("class") == "bar").ShouldBe(0, "nothing was scaled");
    }

    [Fact]
    public void A_report_without_curves_or_mistakes_leaves_those_sections_out()
    {
        var labels = new LabelSet(["a", "b"]);
        var sample = SampleEvaluation.Create(labels, utterances: 24);
        var right = new EvaluationResult(
            sample.Protocol, labels, [.. sample.Tested.Select(t => t with { Truth = t.Predicted })], new Dictionary<string, int>());
        var page = Parse(HtmlReport.Render(new ReportData { Title = "perfect", Evaluation = right }));
        page.Descendants(Html + "section").Select(s => s.Attribute("aria-labelledby")!.Value)
            .ShouldBe(["scores", "confusion", "classes", "probabilities", "groups", "origin"]);
    }

    /// <summary>Sound for every second utterance.</summary>
    private void WriteAudio()
    {
        var e = SampleEvaluation.Create(folder: _folder);
        for (var i = 0; i < e.Tested.Count; i += 2)
        {
            var path = e.Tested[i].Utterance.Path;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WavWriter.Write(
                path, new AudioClip([.. Enumerable.Range(0, 4000).Select(n => 0.5f * MathF.Sin(n * 0.1f * (1 + (i % 5))))], 8000));
        }
    }

    private static ReportData Data(EvaluationResult e) => new()
    {
        Title = "mlp",
        Evaluation = e,
        Curves = SampleEvaluation.Curves(),
        RecipeJson = """{ "name": "mlp" }""",
        Machine = new MachineFacts("Some system 1.0", "Some processor", 2),
        Notes = ["left out: 2 silent files"],
    };

    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static Dictionary<string, XElement> Figures(string page) =>
        Parse(page).Descendants(Html + "figure").GroupBy(f => f.Attribute("data-name")!.Value).ToDictionary(g => g.Key, g => g.First());

    private static string[] Ends(XElement figure) =>
        [.. figure.Descendants(Html + "text").Where(t => (string?)t.Attribute("class") == "end").Select(t => t.Value)];

    private static List<XElement> Rows(XDocument page, string section) =>
        [.. page.Descendants(Html + "section").Single(s => s.Attribute("aria-labelledby")!.Value == section).Descendants(Html + "tbody")
            .Elements(Html + "tr")];

    private static string[] Cells(XElement row) => [.. row.Elements().Select(c => c.Value)];

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Percent(double value) => (100 * value).ToString("0", CultureInfo.InvariantCulture) + "\u00A0%";
}
