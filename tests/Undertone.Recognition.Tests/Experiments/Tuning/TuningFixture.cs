using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Tuning;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments.Tuning;

/// <summary>A synthetic corpus of six speakers with its features, made once for all tests.</summary>
public sealed class TuningFixture : IDisposable
{
    public TuningFixture()
    {
        Corpus = Path.Combine(Folder, "corpus");
        SyntheticCorpus.Write(Corpus, new SyntheticCorpusOptions { Speakers = 6 });
        Workspace = new Workspace { Runs = Path.Combine(Folder, "runs"), Cache = new FeatureCache(Path.Combine(Folder, "cache")) };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("undertone-tuning-").FullName;

    public string Corpus { get; }

    public Workspace Workspace { get; }

    internal static Recipe Knn { get; } = Small("""{ "kind": "knn", "neighbours": 3 }""");

    internal static Recipe Regression { get; } = Small("""{ "kind": "logistic-regression", "C": 0.0001 }""");

    /// <summary>A network that stops early, so that validation speakers are taken out of the training part.</summary>
    internal static Recipe Network { get; } = Small("""{ "kind": "network", "layers": [ { "type": "dropout", "rate": 0.1 } ] }""")
        .With("training.epochs", "4").With("training.earlyStopping.patience", "2").With("training.optimizer.learningRate", "0.01")
            .With("training.earlyStopping.validationShare", "0.3");

    internal TuningOptions Options(Recipe recipe, params string[] parameters) =>
        new() { Data = [Corpus], Recipe = recipe, Parameters = parameters, Folds = 2, InnerFolds = 2, Threads = 2 };

    internal TuningRun Begin(TuningOptions options) => new(options, Workspace);

    internal TuningResult Tune(TuningOptions options) => Begin(options).Execute();

    internal IReadOnlyList<Utterance> Utterances() => CorpusCollection.Read([Corpus], new CorpusReadOptions()).Utterances;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static Recipe Small(string model) => Recipe.Parse($$"""
        { "name": "small", "sampleRateHz": 16000,
          "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": 6 } ], "pool": ["mean", "std"] },
          "model": {{model}}, "training": { "optimizer": { "type": "adam" } } }
        """);
}
