using System.Text.RegularExpressions;

namespace Undertone.Cli.Tests.House;

/// <summary>
/// The places of docs/architecture.md, read from its first code block. A name that ends in <c>/</c> is a namespace, one that does not is
/// a type that stands at a place of its own; what follows two spaces is prose. Places stand in the order in which they may be built on.
/// </summary>
internal sealed class HouseMap
{
    private readonly Dictionary<string, List<string>> _places = new(StringComparer.Ordinal);

    private HouseMap()
    {
    }

    public IEnumerable<string> Assemblies => _places.Keys;

    public static HouseMap Read()
    {
        var map = new HouseMap();
        var page = File.ReadAllText(Repository.Of("docs", "architecture.md")).ReplaceLineEndings("\n");
        var block = Regex.Match(page, "^```\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);
        var open = new List<(int Indent, string Name)>();
        foreach (var line in block.Groups[1].Value.Split('\n'))
        {
            var indent = line.Length - line.TrimStart().Length;
            open.RemoveAll(o => o.Indent >= indent);
            var names = Regex.Match(line.TrimStart(), @"^([\w./]+( (?! ))?)+").Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var name in names)
            {
                var parent = open.Count == 0 ? "" : open[^1].Name;
                var assembly = name.StartsWith("Undertone.", StringComparison.Ordinal);
                if (!assembly && parent.Length == 0) continue;
                var full = assembly ? name.TrimEnd('/') : $"{parent}.{name.TrimEnd('/').Replace('/', '.')}";
                if (assembly) map._places[full] = [];
                map._places[map.AssemblyOf(full)].Add(full);
                if (names.Length == 1 && name.EndsWith('/')) open.Add((indent, full));
            }
        }

        return map;
    }

    /// <summary>
    /// The place of a type: the type itself where it is listed, else the longest listed namespace above it; null where none is listed.
    /// </summary>
    public string? PlaceOf(string assembly, string type)
    {
        for (var name = type; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            // The assembly's own name is a place of the types right in it alone: a namespace that nobody listed is no place.
            if (_places[assembly].Contains(name) && (name != assembly || type.LastIndexOf('.') == name.Length)) return name;
        }

        return null;
    }

    /// <summary>Whether what stands at one place may refer to what stands at another.</summary>
    public bool Allows(string assembly, string from, string to) => _places[assembly].IndexOf(to) <= _places[assembly].IndexOf(from);

    public IReadOnlyList<string> Places(string assembly) => _places[assembly];

    private string AssemblyOf(string name) =>
        _places.Keys.Where(a => name == a || name.StartsWith(a + ".", StringComparison.Ordinal)).MaxBy(a => a.Length)!;
}
