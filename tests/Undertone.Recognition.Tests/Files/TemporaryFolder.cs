namespace Undertone.Recognition.Tests.Files;

/// <summary>A folder for one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("undertone-files-").FullName;

    public string this[string relative] => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    public TemporaryFolder With(params string[] files)
    {
        foreach (var file in files) WithBytes(file, [1, 2, 3]);
        return this;
    }

    public TemporaryFolder WithBytes(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[file])!);
        File.WriteAllBytes(this[file], bytes);
        return this;
    }

    public TemporaryFolder WithText(string file, string text) => WithBytes(file, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Makes a link; the target may be relative to the link's folder.</summary>
    public TemporaryFolder WithLink(string link, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[link])!);
        File.CreateSymbolicLink(this[link], target);
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
