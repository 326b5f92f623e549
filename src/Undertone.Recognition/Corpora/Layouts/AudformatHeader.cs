using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>The header of an audformat database, <c>db.yaml</c>: what its tables are and what their columns mean.</summary>
internal sealed class AudformatHeader
{
    private static readonly string[] Numbers = ["float", "int", "bool", "time", "date"];

    // ISO 639-3, which audformat writes, of languages that have emotional speech.
    private static readonly Dictionary<string, string> Languages = (
        "ben bn cmn zh dan da deu de ell el eng en est et fas fa fra fr hun hu ita it jpn ja kor ko nld nl pes fa pol pl "
        + "por pt rus ru spa es swe sv tur tr ukr uk urd ur zho zh")
        .Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private readonly string _folder;
    private readonly JsonObject _root;

    private AudformatHeader(string folder, JsonObject root) => (_folder, _root) = (folder, root);

    /// <summary>The name of the header's file.</summary>
    public const string FileName = "db.yaml";

    /// <summary>The tables with their ids, in the header's order.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> Tables => Named(_root["tables"]);

    /// <summary>The language, where there is one alone; null otherwise.</summary>
    public string? Language => _root["languages"] is JsonArray { Count: 1 } list && list[0] is { } only
        ? Languages.GetValueOrDefault(only.ToString(), only.ToString())
        : null;

    /// <summary>The terms, as far as licence and usage are named; null where neither is.</summary>
    public CorpusTerms? Terms => (_root["license"].Word(), _root["usage"].Word()) switch
    {
        ("", "") => null,
        var (license, usage) => new CorpusTerms(
            license.Length > 0 ? license : usage, usage is "commercial" or "unrestricted", Derivatives: true, _root["source"].Word()),
    };

    /// <summary>Reads the header.</summary>
    /// <exception cref="TableException">It is no header of a database.</exception>
    public static AudformatHeader Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return new AudformatHeader(folder, YamlFile.Parse(file, EncodedText.Read(file).Text));
    }

    /// <summary>The columns of a table whose scheme or name is one of these.</summary>
    public string[] ColumnsOf(JsonObject table, params string[] names) =>
        [.. Named(table["columns"]).Where(c => IsOf(c.Key, c.Value, names)).Select(c => c.Key.ToLowerInvariant())];

    /// <summary>The part that a table belongs to; null where the header does not say.</summary>
    public string? PartOf(JsonObject table)
    {
        var split = table["split_id"].Word();
        if (split.Length == 0) return null;
        var kind = _root.At("splits", split, "type").Word();
        return PartitionWords.Normalise(kind is "train" or "dev" or "test" ? kind : split);
    }

    /// <summary>Reads a table.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="index">The column that must be there.</param>
    /// <exception cref="TableException">The table is not there or damaged.</exception>
    public RowTable TableOf(string id, string index)
    {
        if (id != Path.GetFileName(id)) throw new TableException(Path.Combine(_folder, FileName), null, $"'{id}' names no table.");
        var stem = Path.Combine(_folder, $"db.{id}");
        if (File.Exists(stem + ".csv")) return RowTable.Read(stem + ".csv", index, index + ",...");
        if (File.Exists(stem + ".parquet")) return RowTable.Read(stem + ".parquet", index, "");
        throw File.Exists(stem + ".pkl")
            ? new TableException(stem + ".pkl", null, "a pickled table can run code and is not read: write it again in Python with "
                + "db.save(root, storage_format=\"csv\").")
            : new TableException(stem + ".csv", null, $"the header names a table '{id}', and this file is not there: download it again.");
    }

    /// <summary>The sex of each speaker as the scheme of speakers tells it, or a table that it names.</summary>
    /// <exception cref="TableException">The table is not there or damaged.</exception>
    public Dictionary<string, string> SexesOfSpeakers()
    {
        var sexes = new Dictionary<string, string>(StringComparer.Ordinal);
        var labels = _root.At("schemes", "speaker", "labels");
        if (labels is JsonObject speakers)
        {
            foreach (var (speaker, facts) in Named(speakers)) sexes[speaker] = (facts["gender"] ?? facts["sex"]).Word();
        }
        else if (labels is JsonValue id && Named(_root["misc_tables"]).FirstOrDefault(t => t.Key == id.ToString()) is { Value: { } table })
        {
            var level = table["levels"] switch
            {
                JsonObject { Count: > 0 } levels => levels.First().Key,
                JsonArray { Count: > 0 } levels => levels[0].Word(),
                _ => id.ToString(),
            };
            var rows = TableOf(id.ToString(), level.ToLowerInvariant());
            var (name, sex) = (rows.IndexOf(level.ToLowerInvariant()), rows.IndexOf(ColumnsOf(table, "gender", "sex")));
            foreach (var row in sex < 0 ? [] : rows.Rows) sexes[row.Fields[name]] = row.Fields[sex];
        }

        return sexes;
    }

    /// <summary>The emotion's word: the label, or what the scheme maps it to where that is a known emotion.</summary>
    public string EmotionOf(string label)
    {
        if (EmotionWords.IsKnown(label) || _root.At("schemes", "emotion", "labels") is not JsonObject labels) return label;
        IEnumerable<string> meanings = labels[label] switch
        {
            JsonObject facts => facts.Select(f => f.Value.Word()),
            JsonValue word => [word.ToString()],
            _ => [],
        };
        return meanings.FirstOrDefault(EmotionWords.IsKnown) ?? label;
    }

    /// <summary>The lowest and the highest value of schemes, where they say it and it is the same for all that there are.</summary>
    public (double? Least, double? Most) ScaleOf(IEnumerable<string> schemes)
    {
        var scales = schemes.Select(s => _root.At("schemes", s)).OfType<JsonObject>()
            .Select(s => (Least: Number(s["minimum"]), Most: Number(s["maximum"]))).Distinct().ToArray();
        return scales is [var only] ? only : (null, null);
    }

    private static double? Number(JsonNode? node) =>
        double.TryParse(node.Word(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;

    private bool IsOf(string id, JsonObject column, string[] names)
    {
        var scheme = column["scheme_id"].Word();
        if (!names.Contains(scheme) && !(scheme.Length == 0 && names.Contains(id))) return false;
        var isNumber = _root.At("schemes", scheme, "labels") is null
            && Numbers.Contains(_root.At("schemes", scheme, "dtype").Word());
        return !isNumber || names is not ["emotion"];
    }

    private static IEnumerable<KeyValuePair<string, JsonObject>> Named(JsonNode? node) =>
        (node as JsonObject ?? []).Select(n => KeyValuePair.Create(n.Key, n.Value as JsonObject ?? []));
}
