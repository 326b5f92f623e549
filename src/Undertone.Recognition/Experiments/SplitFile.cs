using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments;

/// <summary><c>split.json</c>: every file with its speaker, a digest of its audio and, for each fold, its part.</summary>
internal static class SplitFile
{
    public static JsonObject ToJson(ProtocolPlan plan, IReadOnlyList<Utterance> utterances)
    {
        var parts = new string[utterances.Count][];
        for (var i = 0; i < parts.Length; i++) parts[i] = new string[plan.Folds.Count];
        for (var f = 0; f < plan.Folds.Count; f++)
        {
            var fold = plan.Folds[f];
            foreach (var i in fold.Train) parts[i][f] = "train";
            foreach (var i in fold.Validation) parts[i][f] = "validation";
            foreach (var i in fold.Test) parts[i][f] = "test";
        }

        return new JsonObject
        {
            ["protocol"] = plan.Protocol.ToJson(),
            ["files"] = new JsonArray([.. utterances.Select((u, i) => (JsonNode)new JsonObject
            {
                ["file"] = u.Span.Length == 0 ? u.RelativePath : $"{u.RelativePath} ({u.Span})",
                ["corpus"] = u.Corpus,
                ["speaker"] = u.Speaker,
                ["emotion"] = u.Emotion,
                ["audio"] = u.AudioHash,
                ["parts"] = new JsonArray([.. parts[i].Select(p => (JsonNode?)JsonValue.Create(p ?? "unused"))]),
            })]),
        };
    }

    /// <summary>
    /// Each utterance by corpus and file, and in which fold it is tested with which emotion, speaker and audio: two splits are the same
    /// test exactly if these are equal. Which training utterances were kept aside is the recipe's own.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Tests(SavedJson split)
    {
        var tests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in split.Objects("files"))
        {
            var fold = file.Texts("parts").ToList().IndexOf("test") + 1;
            tests[$"{file.Text("corpus")}/{file.Text("file")}"] =
                FormattableString.Invariant($"{fold} {file.Text("emotion")} {file.Text("speaker")} {file.Text("audio")}");
        }

        return tests;
    }

    /// <summary>Writes the file, or, where it is there already, makes sure that the data is still what it says.</summary>
    /// <exception cref="InvalidDataException">The data has changed; the message says which files.</exception>
    public static void WriteOrVerify(string path, JsonObject split)
    {
        if (!File.Exists(path))
        {
            JsonFile.Write(path, split);
            return;
        }

        var before = File.ReadAllText(path);
        if (before == JsonFile.TextOf(split)) return;
        var changes = Changes(Files(path), Files(new SavedJson(split, "")));
        throw new InvalidDataException(
            $"{path}: the data has changed since this run was begun ({changes}). Put it back as it was, or train anew.");
    }

    private static string Changes(ILookup<string, string> before, ILookup<string, string> now)
    {
        var gone = before.Where(f => !now.Contains(f.Key)).ToArray();
        var added = now.Where(f => !before.Contains(f.Key)).ToArray();
        var changed = now.Where(f => before.Contains(f.Key) && !before[f.Key].SequenceEqual(f)).ToArray();
        var text = new[] { ("gone", gone), ("new", added), ("changed", changed) }
            .Where(c => c.Item2.Length > 0)
            .Select(c => FormattableString.Invariant($"{Files(c.Item2.Length)} {c.Item1}: {First(c.Item2)}"));
        return string.Join("; ", text.DefaultIfEmpty("the protocol"));
    }

    private static string Files(int count) => FormattableString.Invariant($"{count} {(count == 1 ? "file" : "files")}");

    private static string First(IGrouping<string, string>[] files) =>
        string.Join(", ", files.Take(3).Select(f => f.Key)) + (files.Length > 3 ? ", ..." : "");

    private static ILookup<string, string> Files(string path) =>
        JsonFile.TryRead(path, Files) ?? Enumerable.Empty<string>().ToLookup(f => f);

    // Parts are left out: one file more can move all the others to other folds.
    private static ILookup<string, string> Files(SavedJson split) => split.Objects("files").ToLookup(
        f => f.Text("file"), f => $"{f.Text("corpus")} {f.Text("speaker")} {f.Text("emotion")} {f.Text("audio")}");
}
