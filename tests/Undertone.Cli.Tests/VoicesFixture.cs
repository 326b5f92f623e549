using Undertone.Recognition.Corpora.Synthesis;

namespace Undertone.Cli.Tests;

/// <summary>A model with a voice head, one without, and a data folder of the tests' own.</summary>
public sealed class VoicesFixture : IDisposable
{
    private const string DataFolder = "XDG_DATA_HOME";
    private readonly string? _before = Environment.GetEnvironmentVariable(DataFolder);

    public VoicesFixture()
    {
        Folder = Directory.CreateTempSubdirectory("undertone-voices-").FullName;
        Corpus = Path.Combine(Folder, "corpus");
        Environment.SetEnvironmentVariable(DataFolder, Path.Combine(Folder, "data"));
        SyntheticCorpus.Write(Corpus);
        Run = (string)Train("mlp", "--set", "training.epochs=8", "--set", "training.voices=true").Json["run"]!;
        Plain = Path.Combine((string)Train("logistic-regression", "--protocol", "none").Json["run"]!, "model.undertone");
    }

    public string Folder { get; }

    public string Corpus { get; }

    public string Run { get; }

    public string Model => Path.Combine(Run, "model.undertone");

    /// <summary>A model without a voice head.</summary>
    public string Plain { get; }

    public string Cache => Path.Combine(Folder, "cache");

    public string Voices => Path.Combine(Folder, "data", "undertone", "voices");

    public string Speaker(int number) => Path.Combine(Corpus, $"Actor_{number:00}");

    /// <summary>A speaker's clips of one emotion, by RAVDESS' number.</summary>
    public string[] Clips(int speaker, int emotion) =>
        [.. Directory.GetFiles(Speaker(speaker), $"03-01-{emotion:00}-*.wav").Order(StringComparer.Ordinal)];

    internal Cli.Outcome Train(string recipe, params string[] more)
    {
        var outcome = Cli.Run(
            ["train", "--data", Corpus, "--recipe", recipe, "--runs", Path.Combine(Folder, "runs"), "--cache", Cache, "--json", .. more]);
        outcome.Code.ShouldBe(0, outcome.Error);
        return outcome;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(DataFolder, _before);
        Directory.Delete(Folder, recursive: true);
    }
}
