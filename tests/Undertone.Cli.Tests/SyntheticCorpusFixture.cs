using Undertone.Recognition.Corpora.Synthesis;

namespace Undertone.Cli.Tests;

/// <summary>A folder with the synthetic corpus and a model trained on it, made once for all tests.</summary>
public sealed class SyntheticCorpusFixture : IDisposable
{
    public SyntheticCorpusFixture()
    {
        Folder = Directory.CreateTempSubdirectory("undertone-cli-").FullName;
        Corpus = Path.Combine(Folder, "corpus");
        SyntheticCorpus.Write(Corpus);
        Run = (string)Train("--recipe", "mlp", "--set", "training.epochs=25").Json["run"]!;
        Clip = Path.Combine(Corpus, "Actor_03", "03-01-05-02-01-01-03.wav");
    }

    public string Folder { get; }

    public string Corpus { get; }

    /// <summary>The run folder of an mlp with speaker-kfold.</summary>
    public string Run { get; }

    /// <summary>An angry clip.</summary>
    public string Clip { get; }

    public string Cache => Path.Combine(Folder, "cache");

    public string Model => Path.Combine(Run, "model.undertone");

    internal Cli.Outcome Train(params string[] more)
    {
        var outcome = Cli.Run(["train", "--data", Corpus, "--runs", Path.Combine(Folder, "runs"), "--cache", Cache, "--json", .. more]);
        outcome.Code.ShouldBe(0, outcome.Error);
        return outcome;
    }

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
