using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Robustness;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Tests.Experiments.Robustness;

public sealed class RobustnessTestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-robustness-").FullName;
    private readonly Workspace _workspace;

    public RobustnessTestTests()
    {
        SyntheticCorpus.Write(Path.Combine(_folder, "data"), new SyntheticCorpusOptions { Speakers = 2 });
        _workspace = new Workspace { Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_condition_has_its_row_in_order()
    {
        var table = Test(new RobustnessOptions { MaxUtterances = 3 });
        table.Rows.Select(r => r.Name).ShouldBe(
        [
            "clean", "noise-20db", "noise-10db", "noise-5db", "noise-0db", "babble-20db", "babble-10db", "babble-5db", "babble-0db",
            "telephone", "telephone-mulaw", "mp3-64k", "opus-24k", "reverberation-0.3s", "reverberation-0.8s", "gain-minus-30db",
            "gain-plus-12db", "rate-8000hz", "rate-44100hz", "rate-48000hz", "silence-5s", "offset-3percent",
        ]);
        table.Rows.Where(r => r.Missing is not null).ShouldAllBe(r => r.Name == "mp3-64k" || r.Name == "opus-24k");
        foreach (var row in table.Rows.Where(r => r.Missing is null))
        {
            foreach (var share in new[] { row.Uar, row.Kept, row.NoSpeech, row.Uncertain })
                share.ShouldNotBeNull(row.Name).ShouldBeInRange(0, 1, row.Name);
        }

        table.Rows[0].Kept.ShouldBe(1);
        (table.Utterances, table.Available).ShouldBe((3, 60));
        table.Describe().ShouldStartWith("3 utterances of 60, drawn evenly over emotions and speakers (seed 0); noise: pink noise");
    }

    [Fact]
    public void The_numbers_are_those_of_asking_the_recognizer_oneself()
    {
        var few = Directory.CreateDirectory(Path.Combine(_folder, "few")).FullName;
        var all = Directory.GetFiles(Path.Combine(_folder, "data"), "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        foreach (var file in all.Where((_, i) => i % 6 == 1)) File.Copy(file, Path.Combine(few, Path.GetFileName(file)));
        var files = Directory.GetFiles(few).Order(StringComparer.Ordinal).ToArray();
        var table = Test(new RobustnessOptions(), data: "few");
        (table.Utterances, table.Available).ShouldBe((10, 10));
        var recognizer = EmotionRecognizer.LoadBuiltIn();
        // RAVDESS's codes; the model's labels have no calm and take it for neutral.
        string[] words = ["", "neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"];
        var clips = files.Select(f => AudioClip.Load(f)).ToArray();
        var truth = files.Select(f => recognizer.Labels.Map(words[int.Parse(Path.GetFileName(f).Split('-')[2])])).ToArray();
        var clean = Array.ConvertAll(clips, c => recognizer.Predict(c));
        var heard = new Dictionary<string, Func<AudioClip, AudioClip>>
        {
            ["clean"] = c => c,
            ["telephone"] = c => Telephone.Apply(c),
            ["telephone-mulaw"] = c => Telephone.Apply(c, muLaw: true),
            ["gain-minus-30db"] = c => new AudioClip(Gain.RoundTo16Bits(Gain.Apply(c.Samples, -30)), c.SampleRateHz),
            ["gain-plus-12db"] = c => new AudioClip(Gain.Clip(Gain.Apply(c.Samples, 12)), c.SampleRateHz),
            ["rate-8000hz"] = c => c.Resample(8_000),
            ["rate-48000hz"] = c => c.Resample(48_000),
            ["silence-5s"] = c =>
                new AudioClip([.. new float[5 * c.SampleRateHz], .. c.Samples, .. new float[5 * c.SampleRateHz]], c.SampleRateHz),
            ["offset-3percent"] = c => new AudioClip([.. c.Samples.Select(s => (float)(s + 0.03))], c.SampleRateHz),
        };
        foreach (var (name, change) in heard)
        {
            var answers = Array.ConvertAll(clips, c => recognizer.Predict(change(c)));
            var predicted = Array.ConvertAll(answers, a => a.Emotion is { } e ? recognizer.Labels.IndexOf(e) : recognizer.Labels.Count);
            var row = table.Rows.Single(r => r.Name == name);
            row.Uar!.Value.ShouldBe(Scores.UnweightedAverageRecall(truth, predicted), 1e-12, name);
            var answered = clean.Count(a => a.Speech);
            var kept = answers.Where((a, i) => clean[i].Speech && a.Emotion == clean[i].Emotion).Count();
            row.Kept!.Value.ShouldBe(kept / (double)answered, name);
            row.NoSpeech!.Value.ShouldBe(answers.Count(a => !a.Speech) / 10.0, name);
            row.Uncertain!.Value.ShouldBe(answers.Count(a => a.Uncertain) / 10.0, name);
        }
    }

    [Fact]
    public void The_table_does_not_depend_on_the_threads()
    {
        var options = new RobustnessOptions { MaxUtterances = 8, Seed = 3 };
        var (one, three) = (Test(options, threads: 1).ToJson(), Test(options, threads: 3).ToJson());
        JsonNode.DeepEquals(one, three).ShouldBeTrue();
        ((int)one["seed"]!).ShouldBe(3);
        foreach (var condition in one["conditions"]!.AsArray().Where(c => c!["missing"] is null))
            ((int)condition!["utterances"]!).ShouldBe(8);
    }

    [Fact]
    public void One_speaker_gives_no_babble_and_the_table_says_so()
    {
        var table = Test(new RobustnessOptions { MaxUtterances = 2 }, data: Path.Combine("data", "Actor_01"));
        var babble = table.Rows.Where(r => r.Name.StartsWith("babble", StringComparison.Ordinal)).ToArray();
        babble.Length.ShouldBe(4);
        babble.ShouldAllBe(r => r.Missing == "babble is made of other speakers, and the data names one only" && r.Uar == null);
        var json = table.ToJson()["conditions"]![5]!;
        json.ToJsonString().ShouldBe(
            """{"name":"babble-20db","uar":null,"kept":null,"noSpeech":null,"uncertain":null,"utterances":0,"""
            + "\"missing\":\"babble is made of other speakers, and the data names one only\"}");
    }

    [Fact]
    public void Noise_of_a_folder_is_used_and_what_cannot_be_is_named()
    {
        var noise = Directory.CreateDirectory(Path.Combine(_folder, "rain and wind", "deep")).Parent!.FullName;
        WavWriter.Write(Path.Combine(noise, "rain.wav"), PinkNoise.Generate(30_000, 44_100, 1));
        WavWriter.Write(Path.Combine(noise, "deep", "wind.wav"), PinkNoise.Generate(500, 8_000, 2), WavSampleFormat.IeeeFloat);
        WavWriter.Write(Path.Combine(noise, "silence.wav"), new AudioClip(new float[100], 16_000));
        File.WriteAllText(Path.Combine(noise, "broken.wav"), "RIFF");
        File.WriteAllText(Path.Combine(noise, "notes.txt"), "no audio");
        var watcher = new Watcher();
        var table = Test(new RobustnessOptions { MaxUtterances = 4, Noise = noise }, watcher: watcher);
        table.Noise.ShouldBe("2 recordings of the folder rain and wind");
        var notes = watcher.Notes.Where(n => n.StartsWith("noise left out: ", StringComparison.Ordinal)).ToArray();
        notes.Length.ShouldBe(2);
        notes.ShouldContain(n => n.Contains("silence.wav: it is silent", StringComparison.Ordinal));
        notes.ShouldContain(n => n.Contains("broken.wav", StringComparison.Ordinal));
        watcher.Seen.Last(p => p.Stage == "robustness").Total.ShouldBe(4);
    }

    [Fact]
    public void A_folder_without_noise_is_refused()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        var error = Should.Throw<CorpusException>(() => Test(new RobustnessOptions { Noise = empty }));
        error.Message.ShouldBe($"{empty}: no noise recording in this folder can be used: name one that holds audio files.");
    }

    [Fact]
    public void Options_that_cannot_work_are_told_before_any_work()
    {
        var nowhere = new RobustnessOptions { Noise = Path.Combine(_folder, "nowhere") };
        var missing = Should.Throw<ExperimentOptionException>(() => Test(nowhere));
        missing.Option.ShouldBe("Noise");
        missing.Fault.ShouldContain("nowhere");
        Should.Throw<ExperimentOptionException>(() => Test(new RobustnessOptions { MaxUtterances = 0 })).Option.ShouldBe("MaxUtterances");
    }

    [Fact]
    public void An_interruption_ends_it()
    {
        using var stop = new CancellationTokenSource();
        var watcher = new Watcher(p =>
        {
            if (p is { Stage: "robustness", Done: 1 }) stop.Cancel();
        });
        Should.Throw<OperationCanceledException>(() => Evaluation(new RobustnessOptions(), "data", 2).Execute(watcher, stop.Token));
        watcher.Seen.Count(p => p.Stage == "robustness").ShouldBeLessThan(10);
    }

    [Fact]
    public void Report_and_card_and_json_carry_the_table()
    {
        var evaluation = Evaluation(new RobustnessOptions { MaxUtterances = 2 }, Path.Combine("data", "Actor_01"), 2).Execute();
        JsonNode.DeepEquals(evaluation.ToJson()["robustness"], evaluation.Robustness!.ToJson()).ShouldBeTrue();
        var job = new TrainingJob(EmotionRecognizer.LoadBuiltIn().Manifest.Recipe, "m", 0, 1);
        var card = ModelCard.Write(job, evaluation.Labels, [], [], evaluation);
        card.ShouldContain("## Robustness");
        card.ShouldContain("| babble, 0 dB SNR | not tried: babble is made of other speakers, and the data names one only | | | |");
        card.ShouldContain(FormattableString.Invariant($"| as recorded | {evaluation.Robustness.Rows[0].Uar:0.000} | 1.000 |"));
        var page = Recognition.Reports.HtmlReport.Render(new Recognition.Reports.ReportData { Title = "m", Evaluation = evaluation });
        System.Xml.Linq.XDocument.Parse(page[page.IndexOf("<html", StringComparison.Ordinal)..]);
        foreach (var row in evaluation.Robustness.Rows) page.ShouldContain(row.Title);
        page.ShouldContain("not tried: babble is made of other speakers");
    }

    [Fact]
    public void An_evaluation_without_it_says_nothing_of_it()
    {
        var options = new EvaluationOptions { Data = [Path.Combine(_folder, "data")] };
        var evaluation = new ModelEvaluation(EmotionRecognizer.LoadBuiltInBundle(), options, _workspace).Execute();
        evaluation.Robustness.ShouldBeNull();
        evaluation.ToJson().ContainsKey("robustness").ShouldBeFalse();
    }

    private RobustnessTable Test(RobustnessOptions options, int threads = 2, string data = "data", Watcher? watcher = null) =>
        Evaluation(options, data, threads).Execute(watcher).Robustness!;

    private ModelEvaluation Evaluation(RobustnessOptions options, string data, int threads) => new(
        EmotionRecognizer.LoadBuiltInBundle(),
        new EvaluationOptions { Data = [Path.Combine(_folder, data)], Threads = threads, Robustness = options },
        _workspace);
}
