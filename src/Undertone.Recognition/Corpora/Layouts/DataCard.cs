using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>
/// What a data set of Hugging Face says of itself: the names of its classes by column, its language and its licence. They stand in the
/// metadata of Parquet files (<c>huggingface</c>), in <c>dataset_infos.json</c>, and in the YAML at the top of <c>README.md</c>.
/// </summary>
internal sealed class DataCard
{
    private const string Fence = "---";

    private readonly Dictionary<string, string[]> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The language, where there is one alone; null otherwise.</summary>
    public string? Language { get; private set; }

    /// <summary>The terms: the licence as it is named, no commercial use; null where none is named.</summary>
    public CorpusTerms? Terms { get; private set; }

    /// <summary>Reads what lies in a folder.</summary>
    /// <exception cref="TableException">A file is damaged.</exception>
    public static DataCard Of(string folder)
    {
        var card = new DataCard();
        var (infos, readme) = (Path.Combine(folder, "dataset_infos.json"), Path.Combine(folder, "README.md"));
        if (File.Exists(infos))
        {
            foreach (var (_, info) in Json(infos, EncodedText.Read(infos).Text)) card.AddFeatures(info.At("features"));
        }

        if (File.Exists(readme)) card.AddReadme(readme);
        return card;
    }

    /// <summary>Adds what the metadata of a Parquet file says.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <exception cref="TableException">The metadata is no JSON.</exception>
    public void Add(string file, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.TryGetValue("huggingface", out var text)) AddFeatures(Json(file, text).At("info", "features"));
    }

    /// <summary>The names of a column's classes, by number; null where nothing names them.</summary>
    public string[]? ClassesOf(string column) => _names.GetValueOrDefault(column);

    private static JsonObject Json(string file, string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new TableException(file, null, "what it says of the data set is no JSON: download the file again.");
        }
    }

    private void AddReadme(string readme)
    {
        var lines = EncodedText.Read(readme).Text.ReplaceLineEndings("\n").Split('\n');
        var end = lines[0].TrimEnd() == Fence ? Array.FindIndex(lines, 1, l => l.TrimEnd() == Fence) : -1;
        if (end < 0) return;
        var top = YamlFile.Parse(readme, string.Join('\n', lines[1..end]), line: 2);
        Language = Single(top["language"]);
        if (Single(top["license"]) is { } license) Terms = new CorpusTerms(license, CommercialUse: false, Derivatives: true, "");
        foreach (var info in top["dataset_info"] is JsonArray several ? several.ToArray() : [top["dataset_info"]])
            AddFeatures(info.At("features"));
    }

    private static string? Single(JsonNode? node) => node switch
    {
        JsonValue value => value.ToString(),
        JsonArray { Count: 1 } array => (array[0] as JsonValue)?.ToString(),
        _ => null,
    };

    // {"label": {"names": [...]}} in JSON; in README.md a list of {name: label, dtype: {class_label: {names: {'0': angry}}}}.
    private void AddFeatures(JsonNode? features)
    {
        if (features is JsonObject byName)
        {
            foreach (var (column, feature) in byName) AddNames(column, feature.At("names"));
        }
        else if (features is JsonArray list)
        {
            foreach (var feature in list.OfType<JsonObject>())
            {
                if (feature["name"] is JsonValue column) AddNames(column.ToString(), feature.At("dtype", "class_label", "names"));
            }
        }
    }

    private void AddNames(string column, JsonNode? names)
    {
        string[]? list = names switch
        {
            JsonArray array => [.. array.Select(n => n?.ToString() ?? "")],
            JsonObject numbers when numbers.Select((n, i) => (n.Key, i)).All(n => n.Key == n.i.ToString(CultureInfo.InvariantCulture)) =>
                [.. numbers.Select(n => n.Value?.ToString() ?? "")],
            _ => null,
        };
        if (list is not null) _names.TryAdd(column, list);
    }
}
