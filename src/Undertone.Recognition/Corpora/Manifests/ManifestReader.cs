using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>
/// A manifest for any other data: CSV (comma, semicolon or tab) or JSON Lines with
/// <c>path,emotion,speaker[,corpus,language,gender,start,end,license,commercial,split,votes_EMOTION...,arousal,valence,dominance,...]</c>,
/// paths relative to the manifest, start and end in seconds. Other columns of numbers alone are dimensions too; the rest is named once and
/// passed over.
/// </summary>
internal static class ManifestReader
{
    /// <summary>The reader's name.</summary>
    public const string Name = "manifest";

    private static readonly string[] FileNames = ["manifest.csv", "manifest.jsonl"];

    /// <summary>Whether the path names a manifest rather than a folder.</summary>
    public static bool IsManifest(string path) => IsJson(path) || Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv";

    /// <summary>The manifest that speaks for a folder, or null.</summary>
    public static string? In(string folder) => FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Reads the manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="root">The data folder that relative paths are told from; null for the manifest's own folder.</param>
    /// <exception cref="CorpusException">A line is malformed, or a required column or value is missing.</exception>
    public static CandidateList Read(string manifest, string? root = null)
    {
        manifest = Path.GetFullPath(manifest);
        try
        {
            var rows = IsJson(manifest) ? JsonLinesManifest.Read(manifest) : CsvManifest.Read(manifest);
            var list = new ManifestList(manifest, root ?? Path.GetDirectoryName(manifest)!, rows.Dimensions);
            foreach (var row in rows.Rows) list.Add(row);
            return list.Finish(rows);
        }
        catch (TableException e)
        {
            throw new CorpusException(e.FilePath, e.Fault, e.Line);
        }
    }

    private static bool IsJson(string path) => Path.GetExtension(path).ToLowerInvariant() is ".jsonl" or ".ndjson";
}
