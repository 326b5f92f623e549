using Undertone.Recognition.Encoders;

namespace Undertone.Onnx.Files;

/// <summary>
/// Reads what an ONNX file says of itself (onnx.proto, whose field numbers stand here) before ONNX Runtime is given it, and refuses what is
/// damaged, of another kind, or reaches for files outside its folder.
/// </summary>
internal static class OnnxSummaryReader
{
    private const long NewestOperators = 26;
    private const long OldestOperators = 7;

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="EncoderFormatException">It is no model that can be used.</exception>
    public static OnnxSummary Read(string file)
    {
        using var stream = File.OpenRead(file);
        OnnxSummary summary;
        try
        {
            summary = Read(stream);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new EncoderFormatException(file, $"this is no ONNX model, or it is damaged: {e.Message}. Export or copy it again.", e);
        }

        Check(file, summary);
        return summary;
    }

    private static OnnxSummary Read(Stream stream)
    {
        if (stream.Length == 0) throw new InvalidDataException("it is empty");
        var (version, producer, graphs) = (0L, "", 0);
        var operators = new Dictionary<string, long>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var (reader, graph) = (new ProtoReader(stream), new GraphReader());
        reader.Fields((field, wire) =>
        {
            if (field == 1 && wire == ProtoReader.Wire.Number) version = (long)reader.Number();
            if (wire != ProtoReader.Wire.Bytes) return;
            if (field == 2) producer = reader.Text();
            else if (field == 3) producer = $"{producer} {reader.Text()}".Trim();
            else if (field == 7 && ++graphs == 1) reader.Message((f, w) => graph.Field(reader, f, w));
            else if (field == 8) AddOperators(reader, operators);
            else if (field == 14) AddPair(reader, metadata);
        });
        if (graphs != 1) throw new InvalidDataException("it holds no graph");
        return new OnnxSummary(
            version, producer, operators, [.. graph.Inputs.Where(i => !graph.Given.Contains(i.Name))], graph.Outputs, graph.External,
            metadata, graph.Numbers);
    }

    private static void AddOperators(ProtoReader reader, Dictionary<string, long> operators)
    {
        var (domain, version) = ("", 0L);
        reader.Message((field, wire) =>
        {
            if (field == 1 && wire == ProtoReader.Wire.Bytes) domain = reader.Text();
            else if (field == 2 && wire == ProtoReader.Wire.Number) version = (long)reader.Number();
        });
        operators[domain == "ai.onnx" ? "" : domain] = version;
    }

    private static void AddPair(ProtoReader reader, Dictionary<string, string> pairs)
    {
        var (key, value) = GraphReader.Pair(reader);
        pairs[key] = value;
    }

    private static void Check(string file, OnnxSummary summary)
    {
        if (!summary.Operators.TryGetValue("", out var version))
            throw new EncoderFormatException(file, "it does not say which operators it uses (opset_import). Export it again.");
        if (version is < OldestOperators or > NewestOperators)
        {
            throw new EncoderFormatException(
                file, $"its operators are of version {version} (opset), and {OldestOperators} to {NewestOperators} are known here. Export "
                + "it with one of those.");
        }

        if (summary.Inputs.Count == 0 || summary.Outputs.Count == 0)
            throw new EncoderFormatException(file, "its graph has no input or no output, so that nothing can be asked of it.");
        var folder = Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(file))!);
        foreach (var data in summary.External.DistinctBy(d => d.Location)) CheckExternal(file, folder, data, summary.External);
    }

    private static void CheckExternal(string file, string folder, ExternalData data, IReadOnlyList<ExternalData> all)
    {
        var parts = data.Location.Split('/', '\\');
        if (data.Location.Length == 0 || Path.IsPathRooted(data.Location) || parts.Contains("..")
            || data.Location.Contains(':', StringComparison.Ordinal))
        {
            throw new EncoderFormatException(
                file, $"its numbers are said to stand in '{data.Location}', which is not inside its folder. Such a file is not read.");
        }

        var place = new FileInfo(Path.Combine(folder, data.Location));
        if (!place.Exists)
            throw new EncoderFormatException(file, $"its numbers stand in {data.Location} beside it, and that file is missing. Copy both.");
        for (FileSystemInfo? step = place; step is not null && step.FullName.Length > folder.Length; step = Parent(step))
        {
            if (step.LinkTarget is not null)
            {
                throw new EncoderFormatException(
                    file, $"its numbers stand in {data.Location}, which is a link. Put the file itself there.");
            }
        }

        var needed = all.Where(d => d.Location == data.Location).Max(d => d.End);
        if (place.Length < needed)
        {
            throw new EncoderFormatException(
                file, $"{data.Location} beside it has {place.Length} bytes, and {needed} are needed. Copy it again.");
        }
    }

    private static DirectoryInfo? Parent(FileSystemInfo step) => step is FileInfo file ? file.Directory : ((DirectoryInfo)step).Parent;
}
