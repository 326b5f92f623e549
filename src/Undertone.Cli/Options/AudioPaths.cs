using System.IO.Enumeration;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Options;

/// <summary>Turns what stands on the command line (files, folders, globs) into audio files.</summary>
internal static class AudioPaths
{
    private static readonly HashSet<string> Suffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ".wav", ".wave", ".aif", ".aiff", ".aifc", ".flac", ".mp3", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".wma", ".webm", ".mp4", ".mkv", ".mov",
    };

    /// <summary>The audio files that a word stands for, in ordinal order; empty where a folder or glob has none. A plain word is given back as it is.</summary>
    public static IReadOnlyList<string> Expand(string word, bool recursive)
    {
        if (word == "-" || File.Exists(word)) return [word];
        if (Directory.Exists(word)) return Files(word, recursive).Where(IsAudio).ToArray();
        var pattern = Path.GetFileName(word);
        if (pattern.AsSpan().IndexOfAny('*', '?') < 0) return [word];
        var folder = Path.GetDirectoryName(word) is { Length: > 0 } d ? d : ".";
        if (!Directory.Exists(folder)) throw new BadInputException($"{word}: there is no folder '{folder}'.");
        var found = Files(folder, recursive).Where(f => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(f)));
        return folder == "." ? [.. found.Select(f => Path.GetRelativePath(".", f))] : [.. found];
    }

    /// <summary>Whether a file has a suffix of audio and is not the shadow that macOS leaves beside one.</summary>
    private static bool IsAudio(string file) => Suffixes.Contains(Path.GetExtension(file)) && !Path.GetFileName(file).StartsWith("._", StringComparison.Ordinal);

    private static IOrderedEnumerable<string> Files(string folder, bool recursive) =>
        Directory.EnumerateFiles(folder, "*", recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly).Order(StringComparer.Ordinal);
}
