namespace Undertone.Extensions.DependencyInjection.Tests;

/// <summary>The built-in models as files that can be replaced.</summary>
internal sealed class ModelOnDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("undertone-model-");

    public ModelOnDisk(string name)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "model.undertone");
        Put(name);
    }

    public string Path { get; }

    public void Put(string name) => File.Copy(Repository.Of("models", name + ".undertone"), Path, overwrite: true);

    public void Dispose() => _folder.Delete(recursive: true);
}
