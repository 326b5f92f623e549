using System.Text.Json.Nodes;
using Undertone.Learning.State;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;

namespace Undertone.Recognition.Tables;

/// <summary>
/// A part of a table as two files that give it back to the bit: what is known of its rows as JSON, and their numbers as safetensors.
/// </summary>
public static class ClipTableShard
{
    /// <summary>The file of what is known of the rows.</summary>
    public const string RowsFile = "rows.json";

    /// <summary>The file of the numbers.</summary>
    public const string ValuesFile = "values.safetensors";

    private const string Values = "values";

    /// <summary>Writes a part into a folder, which is made if need be.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="table">The part.</param>
    public static void Write(string folder, ClipTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (rows, columns) = (table.Values.Count, table.Columns.Count);
        var values = new float[rows * columns];
        for (var i = 0; i < rows; i++) table.Values[i].CopyTo(values, i * columns);
        AtomicFile.Write(
            Path.Combine(folder, ValuesFile), stream => Safetensors.Write(stream, [StateTensor.From(Values, values, rows, columns)]));
        JsonFile.Write(Path.Combine(folder, RowsFile), new JsonObject
        {
            ["identities"] = Words(table.Identities),
            ["columns"] = Words(table.Columns),
            ["names"] = new JsonArray([.. table.Names.Select(n => (JsonNode)Words(n))]),
            ["sampleRatesHz"] = new JsonArray([.. table.SampleRatesHz.Select(r => (JsonNode)JsonValue.Create(r))]),
            ["problems"] = new JsonArray([.. table.Problems.Select(p => (JsonNode)new JsonObject
            {
                ["code"] = p.Code,
                ["message"] = p.Message,
            })]),
        });
    }

    /// <summary>Reads a part.</summary>
    /// <param name="folder">The folder that it was written into.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged, or does not go with the other.</exception>
    public static ClipTable Read(string folder)
    {
        var (rowsFile, valuesFile) = (Path.Combine(folder, RowsFile), Path.Combine(folder, ValuesFile));
        try
        {
            var json = JsonFile.Read(rowsFile);
            var (identities, columns) = (json.Texts("identities"), json.Texts("columns"));
            var names = Names(json, identities.Count);
            var problems = json.Objects("problems").Select(p => new PredictionError(p.Text("code"), p.Text("message")));
            var tensors = Safetensors.Read(valuesFile, File.ReadAllBytes(valuesFile));
            if (tensors is not [{ DType: "F32", Shape: [var rows, var width] } tensor] || rows != names.Length || width != columns.Count)
                throw new InvalidDataException($"{valuesFile}: these are not the numbers of {rowsFile}; delete {folder} and make it anew.");
            float[][] values = width == 0 ? [.. names.Select(_ => Array.Empty<float>())] : [.. tensor.ToSingles().Chunk(width)];
            return new ClipTable(identities, columns, names, values, [.. problems], json.WholeNumbers("sampleRatesHz"));
        }
        catch (Exception e) when (e is DamagedJsonException or FileNotFoundException or DirectoryNotFoundException or TensorFormatException)
        {
            throw new InvalidDataException(
                $"{folder}: this part of a table is damaged ({e.Message.TrimEnd('.')}); delete it and make it anew.", e);
        }
    }

    private static IReadOnlyList<string>[] Names(SavedJson json, int width)
    {
        if (json.Json["names"] is not JsonArray rows) throw new DamagedJsonException("names", "expected a list");
        return [.. rows.Select((row, i) => Row(row, i))];

        IReadOnlyList<string> Row(JsonNode? row, int i)
        {
            var place = FormattableString.Invariant($"names[{i}]");
            var texts = new SavedJson(new JsonObject { ["row"] = row?.DeepClone() }, place).Texts("row");
            return texts.Count == width ? texts : throw new DamagedJsonException(place, "expected a text for each identity");
        }
    }

    private static JsonArray Words(IReadOnlyList<string> words) => new([.. words.Select(w => (JsonNode)JsonValue.Create(w))]);
}
