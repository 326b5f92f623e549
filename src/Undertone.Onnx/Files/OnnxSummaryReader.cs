using Undertone.Recognition.Encoders;
using Undertone.Recognition.Export;

namespace Undertone.Onnx.Files;

/// <summary>
/// Reads what an ONNX file says of itself before ONNX Runtime is given it, and refuses what is damaged, of another kind, or reaches for
/// files outside its folder.
/// </summary>
internal static class OnnxSummaryReader
{
    /// <summary>The newest version of ONNX's own operators that ONNX Runtime of this program's version has.</summary>
    internal const long NewestOperators = 26;

    /// <summary>How many bytes a model has at most, with the files beside it.</summary>
    internal const long MostBytes = 4L << 30;

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
        var (producer, graphs) = ("", 0);
        var operators = new Dictionary<string, long>(StringComparer.Ordinal);
        var (reader, graph) = (new ProtoReader(stream), new GraphReader());
        reader.Fields((field, wire) =>
        {
            if (wire != ProtoReader.Wire.Bytes) return;
            if (field == OnnxFields.Model.Producer) producer = reader.Text();
            else if (field == OnnxFields.Model.ProducerVersion) producer = $"{producer} {reader.Text()}".Trim();
            else if (field == OnnxFields.Model.Graph && ++graphs == 1) reader.Message((f, w) => graph.Field(reader, f, w));
            else if (field == OnnxFields.Model.Operators) AddOperators(reader, operators);
            else if (field == OnnxFields.Model.Function) graph.Function(reader);
        });
        if (graphs != 1) throw new InvalidDataException(graphs == 0 ? "it holds no graph" : "it holds several graphs");
        return new OnnxSummary(
            producer, operators, [.. graph.Inputs.Where(i => !graph.Given.Contains(i.Name))], graph.Outputs, graph.External, graph.Numbers,
            graph.ForeignOperator);
    }

    private static void AddOperators(ProtoReader reader, Dictionary<string, long> operators)
    {
        var (domain, version) = ("", 0L);
        reader.Message((field, wire) =>
        {
            if (field == OnnxFields.OperatorSet.Domain && wire == ProtoReader.Wire.Bytes) domain = reader.Text();
            else if (field == OnnxFields.OperatorSet.Version && wire == ProtoReader.Wire.Number) version = (long)reader.Number();
        });
        operators[GraphReader.DomainOf(domain)] = version;
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

        if (summary.ForeignOperator is { } foreign)
        {
            throw new EncoderFormatException(
                file, $"it computes with {foreign}, which ONNX Runtime does not have. Export it with the operators of ONNX alone.");
        }

        if (summary.Inputs.Count == 0 || summary.Outputs.Count == 0)
            throw new EncoderFormatException(file, "its graph has no input or no output, so that nothing can be asked of it.");
        var folder = Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(file))!);
        string[] locations = [.. summary.External.Select(d => d.Location).Distinct(StringComparer.Ordinal)];
        foreach (var location in locations) CheckExternal(file, folder, location, summary.External);
        var bytes = new FileInfo(file).Length + locations.Sum(l => new FileInfo(Path.Combine(folder, l)).Length);
        if (bytes > MostBytes)
        {
            throw new EncoderFormatException(
                file, $"it has {bytes} bytes with the files beside it, and {MostBytes} are the most that are taken. Export a smaller "
                + "model, or its encoder alone.");
        }
    }

    private static void CheckExternal(string file, string folder, string location, IReadOnlyList<ExternalData> all)
    {
        var parts = location.Split('/', '\\');
        if (location.Length == 0 || Path.IsPathRooted(location) || parts.Contains("..")
            || location.Contains(':', StringComparison.Ordinal))
        {
            throw new EncoderFormatException(
                file, $"its numbers are said to stand in '{location}', which is not inside its folder. Such a file is not read.");
        }

        var place = new FileInfo(Path.Combine(folder, location));
        if (!place.Exists)
            throw new EncoderFormatException(file, $"its numbers stand in {location} beside it, and that file is missing. Copy both.");
        for (FileSystemInfo? step = place; step is not null && step.FullName.Length > folder.Length; step = Parent(step))
        {
            if (step.LinkTarget is not null)
            {
                throw new EncoderFormatException(
                    file, $"its numbers stand in {location}, which is a link. Put the file itself there.");
            }
        }

        var needed = all.Where(d => d.Location == location).Max(d => d.End);
        if (place.Length < needed)
        {
            throw new EncoderFormatException(
                file, $"{location} beside it has {place.Length} bytes, and {needed} are needed. Copy it again.");
        }
    }

    private static DirectoryInfo? Parent(FileSystemInfo step) => step is FileInfo file ? file.Directory : ((DirectoryInfo)step).Parent;
}
