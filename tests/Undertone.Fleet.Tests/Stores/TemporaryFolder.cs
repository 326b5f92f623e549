namespace Undertone.Fleet.Tests.Stores;

/// <summary>A folder that is there as long as a test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("undertone-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
