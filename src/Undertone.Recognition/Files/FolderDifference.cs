namespace Undertone.Recognition.Files;

/// <summary>Compares two folders by the relative paths and the bytes of their files.</summary>
public static class FolderDifference
{
    /// <summary>The relative paths of all files, in ordinal order.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<string> FilesOf(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The first difference in words, or null where there is none.</summary>
    /// <param name="one">The first folder.</param>
    /// <param name="other">The second folder.</param>
    public static string? First(string one, string other)
    {
        var (here, there) = (FilesOf(one), FilesOf(other));
        foreach (var file in here.Union(there, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!here.Contains(file)) return $"{file} is only in the second";
            if (!there.Contains(file)) return $"{file} is only in the first";
            var (a, b) = (File.ReadAllBytes(Path.Combine(one, file)), File.ReadAllBytes(Path.Combine(other, file)));
            if (!a.AsSpan().SequenceEqual(b))
                return FormattableString.Invariant($"{file} differs at byte {a.AsSpan().CommonPrefixLength(b)}");
        }

        return null;
    }
}
