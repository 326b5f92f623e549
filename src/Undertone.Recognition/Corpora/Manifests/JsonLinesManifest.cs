using System.Text.Json;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>The rows of a manifest in JSON Lines: an object on each line, with a manifest's columns as keys.</summary>
internal static class JsonLinesManifest
{
    private const string Example = """{"path":"a.wav","emotion":"sad","speaker":"anna"}""";

    /// <summary>Reads the rows.</summary>
    /// <exception cref="TableException">A line is no such object.</exception>
    public static ManifestRows Read(string manifest)
    {
        var (text, note) = EncodedText.Read(manifest);
        var (rows, others) = (new List<ManifestRow>(), new List<string>());
        using var reader = new StringReader(text);
        for (var line = 1; reader.ReadLine() is { } content; line++)
        {
            if (!string.IsNullOrWhiteSpace(content)) rows.Add(new ManifestRow(line, new JsonLine(manifest, line, others).Read(content)));
        }

        if (rows.Count == 0) throw new TableException(manifest, null, $"the manifest is empty: write one object a line, such as {Example}");
        return ManifestRows.Of(rows, others, [], note);
    }

    /// <summary>One line and its place.</summary>
    private sealed class JsonLine(string manifest, int line, List<string> others)
    {
        public Dictionary<string, string> Read(string content)
        {
            using var document = Parse(content);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Refuse($"the line is not a JSON object: write one such as {Example}");
            var (row, seen) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var name = TextOf(() => property.Name).Trim().ToLowerInvariant();
                if (!seen.Add(name)) throw Refuse($"'{name}' stands there twice: take one out.");
                if (!ManifestColumns.Means(name))
                {
                    if (!others.Contains(name)) others.Add(name);
                    if (property.Value.ValueKind != JsonValueKind.Null) row[name] = property.Value.GetRawText();
                }
                else if (property.Value.ValueKind != JsonValueKind.Null) row[name] = Value(name, property.Value);
            }

            return row;
        }

        private TableException Refuse(string fault) => new(manifest, line, fault);

        private JsonDocument Parse(string content)
        {
            try
            {
                return JsonDocument.Parse(content);
            }
            catch (JsonException e)
            {
                throw Refuse(FormattableString.Invariant($"the line is not JSON from its byte {e.BytePositionInLine + 1} on: ")
                    + $"write one object a line, such as {Example}");
            }
        }

        private string Value(string name, JsonElement value)
        {
            var isTime = name is ManifestColumns.Start or ManifestColumns.End;
            var isCount = ManifestColumns.IsVotes(name);
            var isDimension = ManifestColumns.Dimensions.Contains(name);
            return value.ValueKind switch
            {
                JsonValueKind.String when !isTime && !isCount && !isDimension => TextOf(() => value.GetString()!).Trim(),
                JsonValueKind.String => throw Refuse(
                    $"'{name}' is text: write {(isTime ? "the seconds" : isCount ? "the votes" : "it")} as a number."),
                JsonValueKind.Number when isTime || isCount || isDimension || name is ManifestColumns.Speaker or ManifestColumns.Emotion =>
                    value.GetRawText(),
                JsonValueKind.Number => throw Refuse($"'{name}' is a number: write it as text, in quotation marks."),
                _ => throw Refuse($"'{name}' is neither text nor a number."),
            };
        }

        // Half of a surrogate pair, written as an escape, is valid JSON and no text; there is no way to ask before reading.
        private string TextOf(Func<string> read)
        {
            try
            {
                return read();
            }
            catch (InvalidOperationException)
            {
                throw Refuse("an escape stands for half a character (\\ud800 to \\udfff): write the character itself.");
            }
        }
    }
}
