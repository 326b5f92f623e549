using Undertone.Recognition.Corpora.Synthesis;

namespace Undertone.Cli.Tests;

/// <summary>Two small synthetic corpora, the first two speakers being the same, and a feature cache for both.</summary>
public sealed class TwoAndFourSpeakers : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-speakers-").FullName;

    public TwoAndFourSpeakers()
    {
        SyntheticCorpus.Write(Two, new SyntheticCorpusOptions { Speakers = 2 });
        SyntheticCorpus.Write(Four, new SyntheticCorpusOptions { Speakers = 4 });
    }

    public string Two => Path.Combine(_folder, "two");

    public string Four => Path.Combine(_folder, "four");

    public string Cache => Path.Combine(_folder, "cache");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
