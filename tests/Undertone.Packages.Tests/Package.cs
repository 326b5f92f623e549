using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Undertone.Packages.Tests;

/// <summary>What a file of NuGet's holds.</summary>
internal sealed partial class Package
{
    private readonly string _file;

    public Package(string file)
    {
        _file = file;
        using var zip = ZipFile.OpenRead(file);
        Entries = [.. zip.Entries.Select(e => e.FullName)];
        Nuspec = XDocument.Parse(Text(Entries.Single(e => e.EndsWith(".nuspec", StringComparison.Ordinal)))).Root!.Elements().First();
    }

    public IReadOnlyList<string> Entries { get; }

    public XElement Nuspec { get; }

    public string Version => Field("version");

    /// <summary>The ids of the packages that it asks for.</summary>
    public IEnumerable<string> Dependencies =>
        Nuspec.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value);

    /// <summary>The id in the name of a package's file, which its version follows.</summary>
    public static string IdOf(string file) => VersionAndEnding().Replace(Path.GetFileName(file), "");

    /// <summary>An element of the nuspec, which must stand there.</summary>
    public string Field(string name) => Nuspec.Elements().Single(e => e.Name.LocalName == name).Value;

    public string Text(string entry) => System.Text.Encoding.UTF8.GetString(Bytes(entry)).TrimStart('\uFEFF');

    public byte[] Bytes(string entry)
    {
        using var zip = ZipFile.OpenRead(_file);
        using var stream = (zip.GetEntry(entry) ?? throw new FileNotFoundException($"{_file} holds no {entry}")).Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    /// <summary>The names of what an assembly of the package has embedded.</summary>
    public IReadOnlyList<string> Resources(string assembly)
    {
        using var file = new PEReader(new MemoryStream(Bytes(assembly)));
        var metadata = file.GetMetadataReader();
        return [.. metadata.ManifestResources.Select(r => metadata.GetString(metadata.GetManifestResource(r).Name))];
    }

    [GeneratedRegex(@"\.\d+\.\d+\.\d+(-[\w.]+?)?\.s?nupkg$")]
    private static partial Regex VersionAndEnding();
}
