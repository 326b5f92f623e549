using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Experiments.Tuning;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

/// <summary>How often experiments read audio: a file is opened once, and features are computed once for each of their kinds.</summary>
public sealed class DataReadsTests : IDisposable
{
    private const int Speakers = 4;
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-reads-").FullName;
    private readonly string _data;
    private readonly int _files;

    public DataReadsTests()
    {
        _data = Path.Combine(_folder, "data");
        _files = SyntheticCorpus.Write(_data, new SyntheticCorpusOptions { Speakers = Speakers }).Utterances;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_training_opens_each_file_once()
    {
        var (opened, watcher, _) = Watch(Train);
        opened.ShouldBe(_files);
        Count(watcher, "read").ShouldBe(_files);
        Count(watcher, "features").ShouldBe(_files);
    }

    [Fact]
    public void Files_that_memory_has_no_room_for_are_opened_again_and_the_results_are_the_same()
    {
        var (_, _, kept) = Watch(Train);
        foreach (var budget in new[] { 0L, 100_000L })
        {
            Directory.Delete(Path.Combine(_folder, "cache"), recursive: true);
            var (opened, _, read) = Watch(Train, budget);
            opened.ShouldBeInRange(budget == 0 ? 2 * _files : _files + 1, 3 * _files);
            foreach (var file in new[] { "predictions.csv", "split.json", "model.undertone" })
            {
                File.ReadAllBytes(Path.Combine(read, file)).ShouldBe(File.ReadAllBytes(Path.Combine(kept, file)), file);
            }
        }
    }

    [Fact]
    public void A_tuning_opens_each_file_once_and_resumed_after_its_end_computes_nothing()
    {
        var options = new TuningOptions
        {
            Data = [_data],
            Recipe = Small("knn", 6),
            Parameters = ["features.list.0.n_mfcc=4,6", "model.neighbours=1,3"],
            Folds = 2,
            InnerFolds = 2,
            Threads = 2,
        };
        var (opened, watcher, run) = Watch((workspace, observer) => new TuningRun(options, workspace).Execute(observer).Folder.FullPath);
        opened.ShouldBe(_files);
        Count(watcher, "read").ShouldBe(_files);
        Count(watcher, "features").ShouldBe(2 * _files, "two kinds of features");

        // Whatever computes features makes a cache.
        var elsewhere = new Workspace { Cache = new FeatureCache(Path.Combine(_folder, "other-cache")) };
        var again = new Watcher();
        TuningRun.Resume(run, elsewhere, threads: 2).Execute(again);
        Count(again, "features").ShouldBe(0);
        Directory.Exists(Path.Combine(_folder, "other-cache")).ShouldBeFalse();
    }

    [Fact]
    public void A_comparison_across_corpora_reads_them_once()
    {
        // A corpus of its own for each two speakers.
        var utterances = CorpusCollection.Read([_data]).Utterances
            .Select(u => u with { Corpus = "pair" + ((int.Parse(u.Speaker) - 1) / 2) });
        var manifest = Path.Combine(_folder, "manifest.csv");
        using (var writer = new StreamWriter(manifest))
            CorpusManifest.Write(writer, utterances.Select(u => u with { RelativePath = u.Path }));
        var options = new ComparisonOptions
        {
            Data = [manifest],
            Recipes = [Small("knn", 4), Small("logistic-regression", 4), Small("knn", 6)],
            Protocols = [ProtocolSpec.LeaveOneCorpusOut, ProtocolSpec.Random(), ProtocolSpec.SpeakerKFold],
            CrossCorpus = true,
            Folds = 2,
            Threads = 2,
        };
        var (opened, watcher, folder) = Watch((workspace, observer) => new ModelComparison(options, workspace).Execute(observer).Folder);
        opened.ShouldBe(_files);
        Count(watcher, "read").ShouldBe(_files);
        var kept = Directory.GetFiles(Path.Combine(_folder, "cache"), "*", SearchOption.AllDirectories);
        kept.Length.ShouldBe(2 * _files, "two kinds of features");

        // Nothing is left to train, and only the pairs of corpora are asked again.
        var again = new Watcher();
        ModelComparison.Resume(folder, WorkspaceOf(new AudioBytes()), threads: 2).Execute(again);
        Count(again, "read").ShouldBe(_files);
        again.Seen.ShouldNotContain(p => p.Stage.StartsWith("fold", StringComparison.Ordinal));
    }

    private string Train(Workspace workspace, IExperimentObserver observer)
    {
        var options = new TrainingRunOptions { Data = [_data], Recipe = Small("knn", 6), Folds = 2, Threads = 2 };
        return new TrainingRun(options, workspace).Execute(observer).Folder.FullPath;
    }

    private (int Opened, Watcher Watcher, string Folder) Watch(Func<Workspace, IExperimentObserver, string> experiment, long? budget = null)
    {
        var (audio, watcher) = (new AudioBytes(budget), new Watcher());
        var folder = experiment(WorkspaceOf(audio), watcher);
        return (audio.Opened, watcher, folder);
    }

    private Workspace WorkspaceOf(AudioBytes audio) => new()
    {
        Runs = Path.Combine(_folder, "runs"),
        Cache = new FeatureCache(Path.Combine(_folder, "cache")),
        OpenAudio = () => audio,
    };

    private static int Count(Watcher watcher, string stage) => watcher.Seen.Count(p => p.Stage == stage);

    private static Recipe Small(string kind, int coefficients) => Recipe.Parse($$"""
        { "name": "{{kind}}-{{coefficients}}", "sampleRateHz": 16000,
          "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": {{coefficients}} } ], "pool": ["mean"] },
          "model": { "kind": "{{kind}}" } }
        """);
}
