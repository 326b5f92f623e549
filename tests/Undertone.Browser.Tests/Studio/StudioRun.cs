using Undertone.Browser.Tests.Browsers;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Browser.Tests.Studio;

/// <summary>A run on synthetic speech.</summary>
public sealed class StudioRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-studio-").FullName;

    public StudioRun()
    {
        if (BrowserFixture.WhyNot is not null) return;
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 2 });
        var workspace = new Workspace { Runs = Folder, Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
        var options = new TrainingRunOptions { Data = [data], Recipe = Recipe.Load("knn"), Folds = 2, Threads = 1, Refit = false };
        Name = Path.GetFileName(new TrainingRun(options, workspace).Execute().Folder.FullPath);
    }

    /// <summary>The folder of runs.</summary>
    public string Folder => Path.Combine(_folder, "runs");

    /// <summary>What the run is called.</summary>
    public string Name { get; } = "";

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
