using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.State;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Readers;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Tests.Files;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Experiments;

/// <summary>Training by a program: its own utterances, its own corpus, its own classifier.</summary>
public sealed class OwnDataTests : IDisposable
{
    /// <summary>The kind of classifier that a test registers, for the whole process.</summary>
    internal const string OwnKind = "nearest-mean";

    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<Utterance> _utterances;

    public OwnDataTests()
    {
        var corpus = Path.Combine(_folder.Root, "corpus");
        SyntheticCorpus.Write(corpus, new SyntheticCorpusOptions { Speakers = 4, Repetitions = 1 });
        _utterances = CorpusCollection.Read([corpus]).Utterances;
    }

    private static Recipe Small => Recipe.Create("small").WithFeatures("rms", "zero_crossing_rate")
        .WithLayer("dense", ("units", 8)).WithLayer("relu").WithEpochs(3).Build();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Utterances_in_memory_train_the_model_of_their_files_to_the_byte()
    {
        var memory = _utterances.Select(u => Utterance.FromClip(AudioClip.Load(u.Path), u.RelativePath, u.Emotion, u.Speaker, u.Corpus));
        var clips = Train(new TrainingRunOptions { Recipe = Small, Utterances = memory.Reverse(), Folds = 2 }, "memory");
        var files = Train(new TrainingRunOptions { Recipe = Small, Utterances = _utterances, Folds = 2 }, "files");
        File.ReadAllBytes(clips.Folder.PathOf("predictions.csv")).Length.ShouldBeGreaterThan(100);
        Bytes(clips).ShouldBe(Bytes(files));
        clips.Evaluation!.Report.UnweightedAverageRecall.ShouldBe(files.Evaluation!.Report.UnweightedAverageRecall);
        clips.Evaluation.Tested.ShouldAllBe(t => t.Utterance.Clip != null && !File.Exists(t.Utterance.Path));

        using var recognizer = new EmotionRecognizer(clips.Model!, "own");
        recognizer.Predict(_utterances[0].Path).Scores.Count.ShouldBe(clips.Evaluation.Labels.Count);
    }

    [Fact]
    public void An_interrupted_run_goes_on_with_the_same_utterances_and_with_no_others()
    {
        var options = new TrainingRunOptions { Recipe = Small, Utterances = _utterances, Folds = 2 };
        var workspace = Space("resumed");
        using var stop = new CancellationTokenSource();
        var watch = new Progress(p =>
        {
            if (p.Stage.StartsWith("fold 2", StringComparison.Ordinal)) stop.Cancel();
        });
        Should.Throw<OperationCanceledException>(() => new TrainingRun(options, workspace).Execute(watch, stop.Token));
        var run = Directory.GetDirectories(workspace.Runs).ShouldHaveSingleItem();
        Should.Throw<ExperimentOptionException>(() => TrainingRun.Resume(run, workspace)).Message.ShouldContain("utterances");
        Should.Throw<InvalidDataException>(() => TrainingRun.Resume(run, workspace, utterances: _utterances.Skip(1)).Execute());
        var resumed = TrainingRun.Resume(run, workspace, utterances: _utterances).Execute();
        var whole = Train(options, "whole");
        Bytes(resumed).ShouldBe(Bytes(whole));
    }

    [Fact]
    public async Task Progress_tells_loss_score_and_rate_of_each_epoch()
    {
        var seen = new List<TrainingProgress>();
        var stopping = new JsonObject { ["patience"] = 50, ["validationShare"] = 0.5 };
        var recipe = Small.ToBuilder().With("training.earlyStopping", stopping).Build();
        var run = new TrainingRun(new TrainingRunOptions { Recipe = recipe, Utterances = _utterances, Folds = 2 }, Space("told"));
        await run.ExecuteAsync(new Progress(p =>
        {
            lock (seen) seen.Add(p);
        }));
        var epochs = seen.Where(p => p.Stage.StartsWith("fold", StringComparison.Ordinal)).ToArray();
        epochs.Length.ShouldBe(6);
        epochs.ShouldAllBe(p => p.Loss > 0 && p.ValidationUar >= 0 && p.ValidationUar <= 1 && p.LearningRate == 0.001);
        seen.Where(p => p.Stage is "read" or "features").ShouldAllBe(p => p.Loss == null && p.LearningRate == null);
    }

    public static TheoryData<string, Utterance[]> Unusable()
    {
        var clip = new AudioClip([.. Enumerable.Range(0, 16000).Select(i => MathF.Sin(i / 10f))], 16000);
        return new()
        {
            { "emotion", [Utterance.FromClip(clip, "a", " ")] },
            { "speaker", [Utterance.FromClip(clip, "a", "happy", "")] },
            { "corpus", [Utterance.FromClip(clip, "a", "happy", "s", " ")] },
            { "name", [Utterance.FromClip(clip, "a", "happy"), Utterance.FromClip(clip, "a", "sad")] },
        };
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Utterances_that_say_too_little_are_refused(string what, Utterance[] utterances) =>
        Should.Throw<CorpusException>(() => CorpusCollection.Check(utterances)).Message.ShouldContain(what);

    [Fact]
    public void No_utterances_at_all_are_told() =>
        Should.Throw<CorpusException>(() => Train(new TrainingRunOptions { Recipe = Small, Utterances = [] }, "none"))
            .Message.ShouldContain("none");

    [Fact]
    public void Clips_are_looked_at_as_files_are()
    {
        var clip = AudioClip.Load(_utterances[0].Path);
        var parts = Utterance.FromClip(clip, "parts", "happy");
        var read = CorpusCollection.Check(
        [
            Utterance.FromClip(clip, "a", "happy"), Utterance.FromClip(clip, "b", "sad"),
            Utterance.FromClip(new AudioClip(new float[16000], 16000), "silent", "sad"),
            Utterance.FromClip(new AudioClip([float.NaN, 1], 16000), "nan", "sad"),
            parts with { StartSeconds = 0, EndSeconds = 0.25 }, Utterance.FromFile("missing.wav", "sad"),
        ]);
        read.Utterances.Select(u => (u.RelativePath, u.Span)).ShouldBe([("a", ""), ("parts", "0-0.25 s")], ignoreOrder: true);
        read.Problems.Select(p => p.Reason).Order().ShouldBe(
            new[] { ProblemReason.Unreadable, ProblemReason.Unreadable, ProblemReason.Silent, ProblemReason.Duplicate }.Order());
        read.ListenForSpeech().Utterances.Count.ShouldBe(2);
    }

    [Fact]
    public void A_corpus_of_ones_own_is_read_by_its_own_reader()
    {
        CorpusReaders.Register(new DotReader());
        Should.Throw<ArgumentException>(() => CorpusReaders.Register(new DotReader())).Message.ShouldContain("dotted");
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Root, "dots")).FullName;
        var audio = _utterances.Select(u => u.Path).ToArray();
        File.Copy(audio[0], Path.Combine(folder, "q.anna.happy.wav"));
        File.Copy(audio[1], Path.Combine(folder, "q.bert.sad.wav"));
        var read = CorpusCollection.Read([folder]);
        read.Utterances.Select(u => (u.Corpus, u.Speaker, u.Emotion, u.Language))
            .ShouldBe([("dotted", "anna", "happy", "eo"), ("dotted", "bert", "sad", "eo")]);
        CorpusCollection.Read([folder], new CorpusReadOptions { Corpus = "Dotted" }).Utterances.Count.ShouldBe(2);
    }

    [Fact]
    public void A_classifier_of_ones_own_is_named_by_a_recipe_trained_saved_and_used()
    {
        Classifiers.Register(new NearestMeanKind());
        Should.Throw<ArgumentException>(() => Classifiers.Register(new NearestMeanKind())).Message.ShouldContain("nearest-mean");
        const string Json = """
            { "name": "own", "features": { "list": [ { "name": "mfcc" } ] }, "model": { "kind": "nearest-mean", "power": 2 } }
            """;
        Should.Throw<RecipeException>(() => Recipe.Parse(Json.Replace("power", "powder", StringComparison.Ordinal)))
            .Message.ShouldContain("model.powder");
        Should.Throw<RecipeException>(() => Recipe.Parse(Json.Replace(": 2", ": -2", StringComparison.Ordinal)))
            .Message.ShouldContain("power");
        var result = Train(new TrainingRunOptions { Recipe = Recipe.Parse(Json), Utterances = _utterances, Folds = 2 }, "nearest");
        result.Evaluation!.Report.UnweightedAverageRecall.ShouldBeGreaterThan(result.Evaluation.Chance);
        using var memory = new EmotionRecognizer(result.Model!, "own");
        using var loaded = EmotionRecognizer.Load(result.Folder.PathOf("model.undertone"));
        loaded.Predict(_utterances[3].Path).Scores.ShouldBe(memory.Predict(_utterances[3].Path).Scores);
    }

    private TrainingRunResult Train(TrainingRunOptions options, string name) => new TrainingRun(options, Space(name)).Execute();

    private static IEnumerable<string> Bytes(TrainingRunResult result) => result.Model!.Weights.Select(w => Convert.ToHexString(w.Data));

    private Workspace Space(string name) => new()
    {
        Runs = Path.Combine(_folder.Root, name),
        Cache = new FeatureCache(Path.Combine(_folder.Root, "cache-" + name)),
    };

    private sealed class Progress(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }

    private sealed class DotReader : CorpusReader
    {
        public override string Name => "dotted";

        public override string Language => "eo";

        public override CorpusTerms Terms { get; } = new("mine", CommercialUse: true, Derivatives: true, "");

        public override NameReading? Read(CorpusFile file, CorpusReadOptions options) =>
            file.Stem.Split('.') is ["q", var speaker, var emotion] ? new NameReading(emotion, speaker) : null;
    }

    private sealed record NearestMeanOptions : ClassifierOptions
    {
        public double Power { get; init; } = 1;

        public override string Kind => OwnKind;

        public override void Validate()
        {
            if (!(Power > 0)) throw new ClassifierOptionsException($"power is {Power}, but must be above 0.");
        }

        public override JsonObject ToJson() => new() { ["kind"] = Kind, ["power"] = Power };
    }

    private sealed class NearestMeanKind : ClassifierKind
    {
        public override string Name => OwnKind;

        public override ClassifierOptions ReadOptions(OptionReader json) => new NearestMeanOptions { Power = json.Number("power", 1) };

        public override IClassifier Fit(
            ClassifierOptions options, LabeledRows data, ulong seed, int threads, CancellationToken cancellationToken)
        {
            var means = new double[data.Classes * data.Columns];
            for (var i = 0; i < data.Count; i++)
            {
                var rows = data.Labels.Count(l => l == data.Labels[i]);
                for (var c = 0; c < data.Columns; c++)
                    means[(data.Labels[i] * data.Columns) + c] += data.Rows[(i * data.Columns) + c] / (double)rows;
            }

            return new NearestMean([.. means.Select(m => (float)m)], data.Columns, ((NearestMeanOptions)options).Power);
        }

        public override IClassifier Restore(ClassifierState state)
        {
            if (state.Settings["power"] is not JsonValue value || state.Tensors is not [{ Shape: [_, var columns] } means])
                throw new InvalidDataException("the state is not one of nearest-mean.");
            return new NearestMean(means.ToSingles(), (int)columns, value.GetValue<double>());
        }
    }

    private sealed class NearestMean(float[] means, int columns, double power) : IClassifier
    {
        public string Kind => "nearest-mean";

        public int Features => columns;

        public int Classes => means.Length / columns;

        public int Threads { get; set; } = 1;

        public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            for (var row = 0; row < rows.Length / columns; row++)
            {
                var near = new double[Classes];
                for (var c = 0; c < Classes; c++)
                {
                    double sum = 0;
                    for (var i = 0; i < columns; i++) sum += Math.Pow(rows[(row * columns) + i] - means[(c * columns) + i], 2);
                    near[c] = 1 / (1e-9 + Math.Pow(sum, power / 2));
                }

                for (var c = 0; c < Classes; c++) probabilities[(row * Classes) + c] = (float)(near[c] / near.Sum());
            }
        }

        public ClassifierState Save() => new(
            Kind, new JsonObject { ["power"] = power }, [StateTensor.From("means", means, Classes, columns)]);
    }
}
