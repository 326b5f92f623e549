using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Files;

namespace Undertone.Cli.Tests;

/// <summary>
/// The program that UNDERTONE_EXE names, or else this one without AVX-512, gives the bits that this process gives with all that its
/// processor has.
/// </summary>
public sealed class SameBitsTests : IDisposable
{
    private static readonly Dictionary<string, string> NoAvx512 = new() { ["DOTNET_EnableAVX512"] = "0" };

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-bits-").FullName;

    public SameBitsTests() => SyntheticCorpus.Write(Corpus, new SyntheticCorpusOptions { Speakers = 2 });

    private string Corpus => Path.Combine(_folder, "corpus");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Predictions_are_equal_to_the_byte()
    {
        // Quiet: how often progress is told depends on the time that a machine takes.
        string[] args = ["predict", Corpus, Repository.Of("samples", "audio"), "--recursive", "--segments", "--json", "--quiet"];
        Other(args).ShouldBe(Cli.RunHere([], args));
    }

    [Theory]
    [InlineData("mlp", "training.epochs=2")]
    [InlineData("cnn-lstm", "training.epochs=1")]
    [InlineData("svm")]
    [InlineData("random-forest")]
    public void Weights_and_scores_are_equal_to_the_byte(string recipe, string? setting = null)
    {
        Cli.RunHere([], Train("here")).Code.ShouldBe(0);
        Other(Train("other")).Code.ShouldBe(0);
        FolderDifference.First(Run("here"), Run("other")).ShouldBeNull();

        string[] Train(string name) =>
        [
            "train", "--data", Corpus, "--recipe", recipe, "--folds", "2",
            "--runs", Path.Combine(_folder, name), "--cache", Path.Combine(_folder, "cache-" + name),
            .. setting is null ? Array.Empty<string>() : ["--set", setting],
        ];
        string Run(string name) => Directory.GetDirectories(Path.Combine(_folder, name)).ShouldHaveSingleItem();
    }

    private static Cli.Outcome Other(string[] args)
    {
        using var child = new ChildProcess(NoAvx512, args);
        return child.Wait();
    }
}
