namespace Undertone.Sound.Tests.Audio;

/// <summary>A file that is gone when the test ends.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-").FullName;

    public TemporaryFile(byte[]? content = null, string name = "clip.wav")
    {
        Path = System.IO.Path.Combine(_folder, name);
        if (content is not null) File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
