using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// A manifest for any other data: CSV (comma, semicolon or tab) or JSON Lines with <c>path,emotion,speaker[,corpus,language,gender]</c>, paths
/// relative to the manifest. Other columns are passed over.
/// </summary>
internal static class ManifestReader
{
    /// <summary>The reader's name.</summary>
    public const string Name = "manifest";

    private static readonly string[] Required = ["path", "emotion", "speaker"];
    private static readonly string[] Columns = [.. Required, "corpus", "language", "gender"];

    /// <summary>Whether the path names a manifest rather than a folder.</summary>
    public static bool IsManifest(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv" or ".jsonl" or ".ndjson";

    /// <summary>Reads the manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="root">The data folder that relative paths are told from; null for the manifest's own folder.</param>
    /// <exception cref="CorpusException">A line is malformed, or a required column or value is missing.</exception>
    public static CandidateList Read(string manifest, string? root = null)
    {
        manifest = Path.GetFullPath(manifest);
        var folder = Path.GetDirectoryName(manifest)!;
        var found = new CandidateList();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var isJson = Path.GetExtension(manifest).ToLowerInvariant() is ".jsonl" or ".ndjson";
        foreach (var (line, row) in isJson ? JsonRows(manifest) : CsvRows(manifest))
        {
            var path = Resolve(manifest, line, folder, Value(manifest, line, row, "path"));
            if (!seen.TryAdd(path, line))
            {
                found.Problems.Add(new CorpusProblem(path, ProblemReason.Duplicate, $"Line {line} of {manifest} lists the file of line {seen[path]} again."));
                continue;
            }

            var speaker = row.GetValueOrDefault("speaker", "");
            found.Candidates.Add(new Candidate(new Utterance
            {
                Path = path,
                RelativePath = Path.GetRelativePath(root ?? folder, path).Replace('\\', '/'),
                Emotion = EmotionWords.Normalise(Value(manifest, line, row, "emotion")),
                Speaker = speaker.Length == 0 ? Utterance.UnknownSpeaker : speaker,
                Corpus = Corpus(row.GetValueOrDefault("corpus", ""), folder),
                Language = row.GetValueOrDefault("language") is { Length: > 0 } language ? language : null,
                Sex = Sex(manifest, line, row.GetValueOrDefault("gender", "")),
            }, Name));
        }

        return found;
    }

    private static string Value(string manifest, int line, Dictionary<string, string> row, string column) =>
        row.GetValueOrDefault(column) is { Length: > 0 } value ? value : throw new CorpusException(manifest, $"'{column}' is missing or empty: every utterance needs one.", line);

    // "RAVDESS" in a manifest and the corpus that its reader finds elsewhere are one, and so are their speakers.
    private static string Corpus(string name, string folder) => name.Length == 0
        ? new DirectoryInfo(folder).Name.ToLowerInvariant()
        : CorpusReader.All.FirstOrDefault(r => r.Name == CorpusReader.Canonical(name))?.Name ?? name;

    // Manifests written on Windows name folders with \, which is a plain character elsewhere.
    private static string Resolve(string manifest, int line, string folder, string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) throw new CorpusException(manifest, "the path holds a NUL character.", line);
        var full = Path.GetFullPath(path, folder);
        return File.Exists(full) || !path.Contains('\\', StringComparison.Ordinal) ? full : Path.GetFullPath(path.Replace('\\', '/'), folder);
    }

    private static string? Sex(string manifest, int line, string gender) => gender.ToLowerInvariant() switch
    {
        "" or "unknown" or "other" => null,
        "f" or "female" or "woman" => "female",
        "m" or "male" or "man" => "male",
        _ => throw new CorpusException(manifest, $"the gender '{gender}' is not understood: write female, male, or nothing.", line),
    };

    private static IEnumerable<(int Line, Dictionary<string, string> Row)> CsvRows(string manifest)
    {
        using var reader = new StreamReader(manifest);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
            IgnoreBlankLines = true,
        };
        using var csv = new CsvParser(reader, configuration);
        if (!Read(csv, manifest)) throw new CorpusException(manifest, "the manifest is empty: its first line names the columns path,emotion,speaker.");
        var header = Array.ConvertAll(csv.Record!, h => h.Trim().ToLowerInvariant());
        var missing = Required.Except(header).ToList();
        if (missing.Count > 0)
        {
            throw new CorpusException(manifest,
                $"the columns {string.Join(", ", missing)} are missing: the first line names the columns, path,emotion,speaker[,corpus,language,gender].", 1);
        }

        while (Read(csv, manifest))
        {
            var record = csv.Record!;
            if (record.Length <= Required.Max(r => Array.IndexOf(header, r)))
                throw new CorpusException(manifest, $"the line has {record.Length} of {header.Length} columns.", csv.RawRow);
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < Math.Min(header.Length, record.Length); i++)
            {
                if (Columns.Contains(header[i])) row[header[i]] = record[i].Trim();
            }

            yield return (csv.RawRow, row);
        }
    }

    private static bool Read(CsvParser csv, string manifest)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvHelperException e)
        {
            throw new CorpusException(manifest, $"the line is not CSV ({e.Message.Split('\n')[0].Trim()})", csv.RawRow);
        }
    }

    private static IEnumerable<(int Line, Dictionary<string, string> Row)> JsonRows(string manifest)
    {
        var line = 0;
        foreach (var text in File.ReadLines(manifest))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text)) yield return (line, JsonRow(manifest, line, text));
        }
    }

    private static Dictionary<string, string> JsonRow(string manifest, int line, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new CorpusException(manifest, "the line is not a JSON object.", line);
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var name = property.Name.ToLowerInvariant();
                if (!Columns.Contains(name) || property.Value.ValueKind == JsonValueKind.Null) continue;
                row[name] = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString()!.Trim(),
                    JsonValueKind.Number => property.Value.GetRawText(),
                    _ => throw new CorpusException(manifest, $"'{property.Name}' is neither text nor a number.", line),
                };
            }

            return row;
        }
        catch (JsonException e)
        {
            throw new CorpusException(manifest, $"the line is not JSON ({e.Message})", line);
        }
    }
}
