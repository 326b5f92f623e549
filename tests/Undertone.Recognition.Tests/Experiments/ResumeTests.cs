using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

public sealed class ResumeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-resume-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_cancelled_anywhere_and_resumed_ends_with_the_same_bytes()
    {
        var data = Path.Combine(_folder, "corpus");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 2 });
        var recipe = Recipe.Load("mlp").With("training.epochs", "5").With("training.ema", "0.9").With("training.mixup", "0.2");
        var options = new TrainingRunOptions { Data = [data], Recipe = recipe, Folds = 2, Threads = 1, EmbedAudio = true };
        var workspace = new Workspace { Runs = Path.Combine(_folder, "cut"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };

        // The first is cancelled while features are computed; the cache keeps those that it had.
        var cut = Interrupt(options, workspace, "features", 7);
        var whole = new TrainingRun(options, workspace with { Runs = Path.Combine(_folder, "whole") }).Execute().Folder.FullPath;
        ResumesTo(whole, cut, workspace, "features");
        foreach (var (stage, epoch) in new[] { ("fold 1/2", 1), ("fold 1/2", 5), ("fold 2/2", 3), ("refit", 2) })
        {
            ResumesTo(whole, Interrupt(options, workspace, stage, epoch), workspace, $"{stage}, epoch {epoch}");
        }
    }

    [Fact]
    public void Corpora_with_different_labels_train_one_network_on_changed_images_to_the_same_bytes()
    {
        var data = Path.Combine(_folder, "corpus");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 4 });
        var manifest = Path.Combine(_folder, "corpora.csv");
        var rows = CorpusCollection.Read([data], new CorpusReadOptions()).Utterances
            .Where(u => u.Emotion is "happy" or "sad" or "calm" && (u.Emotion != "calm" || int.Parse(u.Speaker) <= 2))
            .Select(u => $"{u.Path},{u.Emotion},{u.Speaker},{(int.Parse(u.Speaker) <= 2 ? "first" : "second")}");
        File.WriteAllLines(manifest, rows.Prepend("path,emotion,speaker,corpus"));
        var recipe = Recipe.Parse("""
            { "name": "changed",
              "features": { "shape": "image", "list": [ { "name": "melspectrogram_db", "n_mels": 16, "hop_length": 512 } ] },
              "model": { "kind": "network", "layers": [ { "type": "conv2d", "filters": 4, "kernel": 3 }, { "type": "batch-norm" },
                { "type": "relu" }, { "type": "max-pool2d" }, { "type": "global-average-pool" } ] },
              "training": { "epochs": 4, "batch": 8, "mixup": 0.2, "ema": 0.9, "sampling": "balanced-corpora-and-classes",
                "maskMissingLabels": true,
                "layers": [ { "layers": "conv2d", "frozenEpochs": 2, "learningRate": 0.5 }, { "layers": "batch_norm", "frozenEpochs": 1 } ],
                "augmentation": [ { "type": "rate" }, { "type": "crop", "frames": 12 }, { "type": "band-shift", "bands": 2 },
                  { "type": "equalizer" }, { "type": "noise-floor" }, { "type": "gain" }, { "type": "masks", "probability": 0.5 } ] } }
            """);
        var options = new TrainingRunOptions
        {
            Data = [manifest],
            Recipe = recipe,
            Protocol = ProtocolSpec.LeaveOneCorpusOut,
            Threads = 1,
        };
        var workspace = new Workspace { Runs = Path.Combine(_folder, "cut"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
        var whole = new TrainingRun(options, workspace with { Runs = Path.Combine(_folder, "whole") }).Execute().Folder.FullPath;
        foreach (var (stage, epoch) in new[] { ("fold 1/2", 1), ("fold 2/2", 3), ("refit", 2) })
            ResumesTo(whole, Interrupt(options, workspace, stage, epoch), workspace, $"{stage}, epoch {epoch}");
    }

    private static string Interrupt(TrainingRunOptions options, Workspace workspace, string stage, long done)
    {
        using var cancel = new CancellationTokenSource();
        var watcher = new Watcher(p =>
        {
            if (p.Stage == stage && p.Done == done) cancel.Cancel();
        });
        Should.Throw<OperationCanceledException>(() => new TrainingRun(options, workspace).Execute(watcher, cancel.Token));
        return watcher.Folder!;
    }

    private static void ResumesTo(string whole, string folder, Workspace workspace, string where)
    {
        // What a killed process leaves of a file that it was writing.
        File.WriteAllText(Path.Combine(folder, "model.undertone.1234-5.tmp"), "half");
        TrainingRun.Resume(folder, workspace, threads: 2).Execute();
        var files = Files(whole);
        Files(folder).ShouldBe(files, where);
        foreach (var file in files)
        {
            File.ReadAllBytes(Path.Combine(folder, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(whole, file)))
                .ShouldBeTrue($"{where}: {file}");
        }
    }

    private static string[] Files(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f))
            .Order(StringComparer.Ordinal),
    ];
}
