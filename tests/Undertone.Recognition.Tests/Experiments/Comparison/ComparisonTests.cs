using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Tests.Evaluation;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments.Comparison;

public sealed class ComparisonTests : IDisposable
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-comparison-").FullName;
    private readonly Workspace _workspace;

    public ComparisonTests() =>
        _workspace = new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Recipes_are_compared_on_the_same_folds_and_the_page_says_what_was_found()
    {
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(data);
        var small = Small("small", 13);
        var result = Compare(new ComparisonOptions
        {
            Data = [data],
            Recipes = [small, Small("smaller", 4), small],
            Protocols = [ProtocolSpec.SpeakerKFold, ProtocolSpec.Random()],
            Folds = 2,
            Threads = 2,
        });

        result.Rows.Select(r => (r.Evaluation.Protocol.Name, r.Recipe)).ShouldBe([
            ("speaker-kfold", "small"), ("speaker-kfold", "smaller"), ("speaker-kfold", "small (2)"),
            ("random", "small"), ("random", "smaller"), ("random", "small (2)")]);
        foreach (var protocol in result.Rows.GroupBy(r => r.Evaluation.Protocol))
        {
            protocol.Select(r => string.Join('|', r.Evaluation.Tested.Select(t => t.Utterance.RelativePath + t.Fold))).Distinct()
                .ShouldHaveSingleItem();
            protocol.Count(r => r.AgainstBest is null).ShouldBe(1);
        }

        var own = new TrainingRun(new TrainingRunOptions { Data = [data], Recipe = small, Folds = 2, Threads = 1 }, _workspace).Execute();
        result.Rows[0].Evaluation.ToJson().ToJsonString().ShouldBe(own.Evaluation!.ToJson().ToJsonString(), "as if trained alone");
        result.Rows[0].Cost.Parameters.ShouldBe((26 * 8) + 8);
        result.Rows[0].Cost.ModelBytes.ShouldBe(new FileInfo(own.Folder.Fold(1).Model).Length);

        var page = Parse(ComparisonReport.Render(result));
        var sections = page.Descendants(Html + "section").ToArray();
        sections.Length.ShouldBe(2);
        sections[1].Descendants(Html + "div").First().Attribute("class")!.Value.ShouldBe("banner warning");
        var rows = sections[0].Descendants(Html + "tbody").First().Elements(Html + "tr").ToArray();
        for (var i = 0; i < 3; i++)
        {
            var (row, e) = (result.Rows[i], result.Rows[i].Evaluation);
            rows[i].Descendants(Html + "span").Select(c => c.Value)
                .ShouldBe([Three(e.Report.UnweightedAverageRecall), Three(e.Report.Accuracy), Three(e.Report.MacroF1)]);
            rows[i].Descendants(Html + "small").Select(c => c.Value).ShouldBe(
                new[] { e.UarInterval, e.AccuracyInterval, e.MacroF1Interval }
                    .Select(x => $"{Three(x!.Value.Low)} to {Three(x.Value.High)}"));
            var cells = rows[i].Elements().Select(c => c.Value.Trim()).ToArray();
            cells[0].ShouldBe(row.Recipe);
            cells[6].ShouldBe(row.Cost.Parameters.ToString(CultureInfo.InvariantCulture));
            var link = Uri.UnescapeDataString(rows[i].Descendants(Html + "a").Single().Attribute("href")!.Value);
            File.Exists(Path.Combine(result.Folder, link)).ShouldBeTrue("the link leads to the run's report");
        }

        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(result.Folder, "comparison.json")))!;
        json["rows"]!.AsArray().Count.ShouldBe(6);
        ((double)json["rows"]![1]!["evaluation"]!["metrics"]!["uar"]!).ShouldBe(result.Rows[1].Evaluation.Report.UnweightedAverageRecall);
        File.Exists(result.Report).ShouldBeTrue();
    }

    [Fact]
    public void An_interrupted_comparison_goes_on_to_the_same_scores()
    {
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(data);
        var options = new ComparisonOptions
        {
            Data = [data],
            Recipes = [Small("small", 13), Small("smaller", 4)],
            Protocols = [ProtocolSpec.Random(), ProtocolSpec.SpeakerKFold],
            Folds = 2,
            Threads = 2,
        };
        var whole = Compare(options);
        foreach (var after in new[] { 1, 9, 20 })
        {
            using var cancel = new CancellationTokenSource();
            var epochs = 0;
            var interrupted = new Watcher(p =>
            {
                if (p.Stage.StartsWith("fold", StringComparison.Ordinal) && ++epochs == after) cancel.Cancel();
            });
            Should.Throw<OperationCanceledException>(() => new ModelComparison(options, _workspace).Execute(interrupted, cancel.Token));
            File.Exists(Path.Combine(interrupted.Folder!, "comparison.json")).ShouldBeFalse();

            var resumed = ModelComparison.Resume(interrupted.Folder!, _workspace, threads: 1).Execute();
            resumed.Rows.Select(r => (r.Recipe, r.Evaluation.ToJson().ToJsonString()))
                .ShouldBe(whole.Rows.Select(r => (r.Recipe, r.Evaluation.ToJson().ToJsonString())));
            resumed.Rows.Count(r => r.Cost.TrainingSeconds is null).ShouldBe(1, "only the run that was cut short has no time");
            var again = ModelComparison.Resume(interrupted.Folder!, _workspace, threads: 1).Execute();
            again.ToJson().ToJsonString().ShouldBe(resumed.ToJson().ToJsonString(), "nothing is left to do");
        }

        var cost = Path.Combine(whole.Rows[0].RunFolder, "cost.json");
        foreach (var damaged in new[] { "", "{", "[]", "{}" })
        {
            File.WriteAllText(cost, damaged);
            var row = ModelComparison.Resume(whole.Folder, _workspace, threads: 1).Execute().Rows[0];
            (row.Cost.TrainingSeconds, row.Cost.ModelBytes).ShouldBe(
                (null, whole.Rows[0].Cost.ModelBytes), $"'{damaged}': measured again, but for what cannot be");
        }

        Should.Throw<FileNotFoundException>(() => ModelComparison.Resume(_folder, _workspace, threads: 1))
            .Message.ShouldContain("compare.json is missing");
    }

    [Fact]
    public void The_cross_corpus_matrix_trains_on_each_and_tests_on_all()
    {
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(Path.Combine(data, "clips"));
        // Two corpora of the same clips' halves: speakers 1 to 4 and 5 to 8.
        var clips = Directory.GetFiles(Path.Combine(data, "clips"), "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToArray();
        var lines = clips.Select(
            c => (Path: Path.GetRelativePath(data, c).Replace('\\', '/'), Parts: Path.GetFileNameWithoutExtension(c).Split('-')))
            .Select(c => $"{c.Path},{Emotion(c.Parts[2])},{c.Parts[6]},{Corpus(int.Parse(c.Parts[6], CultureInfo.InvariantCulture))}");
        var manifest = Path.Combine(data, "manifest.csv");
        File.WriteAllLines(manifest, lines.Prepend("path,emotion,speaker,corpus"));
        var result = Compare(new ComparisonOptions
        {
            Data = [manifest],
            Recipes = [Small("small", 13)],
            Protocols = [ProtocolSpec.LeaveOneCorpusOut],
            CrossCorpus = true,
            Folds = 2,
            Threads = 2,
        });
        result.CrossCorpus.Select(c => (c.TrainedOn, c.TestedOn))
            .ShouldBe([("one", "one"), ("one", "two"), ("two", "one"), ("two", "two")]);
        foreach (var cell in result.CrossCorpus)
        {
            cell.Evaluation!.Tested.ShouldAllBe(t => t.Utterance.Corpus == cell.TestedOn);
            cell.Evaluation.Protocol.SpeakerIndependent.ShouldBe(true);
            cell.Evaluation.Labels.ShouldBe(["neutral", "sad", "angry"]);
        }

        static string Corpus(int speaker) => speaker <= 4 ? "one" : "two";

        static string Emotion(string code) => code switch { "05" => "angry", "04" => "sad", _ => "neutral" };

        // Leaving one corpus out of two is the same as training on the other: the same utterances are tested.
        result.Rows[0].Evaluation.Tested.Count.ShouldBe(
            result.CrossCorpus[1].Evaluation!.Tested.Count + result.CrossCorpus[2].Evaluation!.Tested.Count);
        var section = Parse(ComparisonReport.Render(result)).Descendants(Html + "section").Last();
        section.Descendants(Html + "b").Select(b => b.Value)
            .ShouldBe(result.CrossCorpus.Select(c => Three(c.Evaluation!.Report.UnweightedAverageRecall)));
    }

    [Fact]
    public void The_test_against_the_best_counts_utterances_that_only_one_got_right()
    {
        var sample = SampleEvaluation.Create(utterances: 80);
        var worse = SampleEvaluation.Worse(sample, sample.Tested.Reverse());
        var rows = BestTests.Add([Row("worse", worse), Row("best", sample)]);
        rows[1].AgainstBest.ShouldBeNull();
        var right = sample.Tested.ToDictionary(t => t.Utterance.Path, t => t.Predicted == t.Truth);
        var onlyWorse = worse.Tested.Count(t => t.Predicted == t.Truth && !right[t.Utterance.Path]);
        var onlyBest = worse.Tested.Count(t => t.Predicted != t.Truth && right[t.Utterance.Path]);
        onlyBest.ShouldBeGreaterThan(onlyWorse);
        (rows[0].AgainstBest!.OnlyFirstRight, rows[0].AgainstBest!.OnlySecondRight).ShouldBe((onlyWorse, onlyBest));

        static ComparisonRow Row(string name, EvaluationResult e) => new(name, e, new ModelCost(1, 1, 1, 1), "/nowhere");
    }

    [Fact]
    public void Tests_against_the_best_are_by_clips_and_by_speakers_and_corrected_for_their_number()
    {
        var sample = SampleEvaluation.Create();
        ComparisonRow Row(string name, EvaluationResult e) => new(name, e, new ModelCost(1, 1, 1, 1), "/nowhere");
        var slightly = SampleEvaluation.Worse(sample, sample.Tested.Take(60)
            .Concat(sample.Tested.Skip(60).OrderBy(t => t.Predicted == t.Truth)));
        var rows = BestTests.Add(
            [Row("worse", SampleEvaluation.Worse(sample, sample.Tested)), Row("best", sample), Row("slightly", slightly)]);
        var best = rows[1];
        (best.AgainstBest, best.AgainstBestHolm, best.SpeakersAgainstBest, best.SpeakersAgainstBestHolm).ShouldBe((null, null, null, null));
        ComparisonRow[] others = [rows[0], rows[2]];
        foreach (var row in others)
        {
            var test = row.SpeakersAgainstBest!;
            test.Pairs.ShouldBe(sample.PerSpeaker.Count);
            test.Exact.ShouldBeTrue();
            test.MeanDifference.ShouldBe(
                row.Evaluation.PerSpeaker.Average(s => s.Uar) - sample.PerSpeaker.Average(s => s.Uar), 1e-12);
            var json = row.ToJson()["againstBest"]!;
            ((double)json["p"]!).ShouldBe(row.AgainstBest!.ExactP);
            ((double)json["pHolm"]!).ShouldBe(row.AgainstBestHolm!.Value);
            ((double)json["bySpeaker"]!["p"]!).ShouldBe(test.P);
            ((double)json["bySpeaker"]!["pHolm"]!).ShouldBe(row.SpeakersAgainstBestHolm!.Value);
        }

        others.Select(r => r.AgainstBestHolm!.Value).ShouldBe(Holm.Adjust([.. others.Select(r => r.AgainstBest!.ExactP)]));
        others.Select(r => r.SpeakersAgainstBestHolm!.Value).ShouldBe(Holm.Adjust([.. others.Select(r => r.SpeakersAgainstBest!.P)]));

        var page = Parse(ComparisonReport.Render(new ComparisonResult("/nowhere", rows, [])));
        var tests = page.Descendants(Html + "tbody").ElementAt(1).Elements().ToArray();
        tests.Select(t => t.Elements().First().Value).ShouldBe(["worse", "slightly"]);
        page.ToString().ShouldContain("paired permutation test");
        page.Descendants(Html + "figure").Select(f => (string)f.Attribute("data-name")!)
            .ShouldBe(["uar-1", "speakers-1", "coverage-1", "speakers-1-1", "speakers-1-2", "speakers-1-3"]);
        page.Descendants().Where(e => (string?)e.Attribute("class") == "chance").Count().ShouldBe(6, "chance in every picture");

        // Every recipe has its confused pairs, its line and its speakers with intervals.
        var pairs = page.Descendants(Html + "tbody").Skip(3).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            var e = rows[i].Evaluation;
            pairs[i].Elements().Select(r => r.Elements().First().Value)
                .ShouldBe(ConfusedPair.Of(e).Take(5).Select(p => $"{p.First}, {p.Second}"));
            var speakers = page.Descendants(Html + "figure").Single(f => (string)f.Attribute("data-name")! == $"speakers-1-{i + 1}");
            foreach (var (speaker, interval) in e.PerSpeaker.Zip(e.SpeakerUarIntervals))
            {
                var range = $"{Three(interval.Low)} to {Three(interval.High)}";
                speakers.Descendants(Html + "title").Select(t => t.Value).ShouldContain(
                    $"{speaker.Group}: {Three(speaker.Uar)} ({range}), {speaker.Utterances} utterances");
            }
        }

        var coverage = page.Descendants(Html + "figure").Single(f => (string)f.Attribute("data-name")! == "coverage-1");
        coverage.Descendants(Html + "title").Last().Value.ShouldBe(
            "share of answers given 1: " + string.Join(", ", rows.Select(r => $"{r.Recipe} {Three(r.Evaluation.Report.Accuracy)}")));
        var first = Math.Ceiling(1000.0 / sample.Tested.Count) / 100;
        coverage.Descendants(Html + "title").First().Value.ShouldStartWith(
            string.Create(CultureInfo.InvariantCulture, $"share of answers given {first:0.##}: "), customMessage: "ten answers at least");
    }

    [Fact]
    public void One_speaker_allows_no_test_by_speakers()
    {
        var sample = SampleEvaluation.Create(speakers: 1);
        var rows = BestTests.Add([
            new("worse", SampleEvaluation.Worse(sample, sample.Tested), new ModelCost(1, 1, 1, 1), "/nowhere"),
            new("best", sample, new ModelCost(1, 1, 1, 1), "/nowhere")]);
        (rows[0].SpeakersAgainstBest, rows[0].SpeakersAgainstBestHolm).ShouldBe((null, null));
        rows[0].AgainstBestHolm.ShouldBe(rows[0].AgainstBest!.ExactP, "one comparison needs no correction");
        Parse(ComparisonReport.Render(new ComparisonResult("/nowhere", rows, []))).ToString().ShouldContain("allows no test by speakers");
    }

    [Fact]
    public void Corpora_share_the_emotions_that_all_have_and_calm_is_neutral_where_one_lacks_it()
    {
        CrossCorpusMatrix.Shared([["calm", "neutral", "sad", "happy"], ["calm", "sad", "bored", "happy"]])
            .ShouldBe(["calm", "happy", "sad"]);
        CrossCorpusMatrix.Shared([["calm", "sad", "happy"], ["neutral", "sad", "bored"]]).ShouldBe(["neutral", "sad"]);
        Should.Throw<CorpusException>(() => CrossCorpusMatrix.Shared([["sad", "happy"], ["sad", "bored"]]))
            .Message.ShouldContain("--labels");
    }

    [Fact]
    public void Nothing_is_compared_under_the_protocol_that_tests_nothing()
    {
        var options = new ComparisonOptions { Data = ["x"], Recipes = [Small("a", 4)], Protocols = [ProtocolSpec.None] };
        Should.Throw<ArgumentException>(() => new ModelComparison(options, _workspace)).Message.ShouldContain("none");
        options = options with { Recipes = [], Protocols = [ProtocolSpec.Random()] };
        Should.Throw<ArgumentException>(() => new ModelComparison(options, _workspace)).Message.ShouldContain("recipe");
    }

    private ComparisonResult Compare(ComparisonOptions options) => new ModelComparison(options, _workspace).Execute();

    /// <summary>A single dense layer, the one that answers, on the mean and deviation of a few coefficients.</summary>
    private static Recipe Small(string name, int coefficients) => Recipe.Parse($$"""
        { "name": "{{name}}", "sampleRateHz": 16000,
          "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": {{coefficients}} } ], "pool": ["mean", "std"] },
          "model": { "kind": "network", "layers": [ { "type": "dropout", "rate": 0.1 } ] },
          "training": { "optimizer": { "type": "adam", "learningRate": 0.01 }, "epochs": 6 } }
        """);

    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
