namespace Undertone.Packages.Tests;

/// <summary>All packages of the solution, made once in a folder of its own by the command of CONTRIBUTING.md.</summary>
public sealed class PackedSolution : IDisposable
{
    private readonly Lazy<Task<string>> _feed;

    public PackedSolution() => _feed = new Lazy<Task<string>>(Pack);

    /// <summary>An empty folder for whatever a test makes.</summary>
    public string Scratch { get; } = Directory.CreateTempSubdirectory("undertone-packages-").FullName;

    /// <summary>The folder that the packages lie in.</summary>
    public Task<string> Feed => _feed.Value;

    /// <summary>The package with this id, or its symbols.</summary>
    internal async Task<Package> Package(string id, string ending = ".nupkg")
    {
        var files = Directory.GetFiles(await Feed, "*" + ending).Where(f => Packages.Tests.Package.IdOf(f) == id);
        return new Package(files.ShouldHaveSingleItem($"{id}{ending}"));
    }

    /// <summary>A new folder below <see cref="Scratch"/>.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Scratch, name)).FullName;

    public void Dispose() => Directory.Delete(Scratch, recursive: true);

    private async Task<string> Pack()
    {
        var feed = NewFolder("feed");
        await Dotnet.Run(Repository.Root, null, "pack", "-c", "Release", "-o", feed, "--artifacts-path", NewFolder("artifacts"));
        return feed;
    }
}
