using System.Text.Json.Nodes;
using Undertone.Learning.Graphs;
using Undertone.Recognition.Export;

namespace Undertone.Onnx.Tests.Importing;

/// <summary>A data folder of the test's own, and graphs that are made for a test.</summary>
internal sealed class ImportFolder : IDisposable
{
    /// <summary>Tests with a data folder of their own name it in the environment, which is one for all.</summary>
    public const string OneAtATime = "data folder";

    private readonly string? _before = Environment.GetEnvironmentVariable("XDG_DATA_HOME");

    public ImportFolder()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Path.Combine(Root, "data"));
        OnnxModels.Register();
    }

    public static string Wave2Vec => Path.Combine(Repository.Golden, "pytorch-1.13", "wav2vec.onnx");

    public string Root { get; } = Directory.CreateTempSubdirectory("undertone-onnx-").FullName;

    public static JsonArray Cases() => JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(Wave2Vec, ".json")))!.AsArray();

    public static float[] Numbers(JsonNode node) => [.. node.AsArray().Select(n => (float)n!)];

    /// <summary>Writes a graph of one input.</summary>
    public string Write(string file, string input, string[] shape, Func<Graph, string, (string Value, string Name, string[] Shape)[]> make)
    {
        var graph = new Graph();
        var outputs = make(graph, input);
        foreach (var (value, name, _) in outputs) graph.Rename(value, name);
        var model = new OnnxModel(
            "made", "1", "", graph, [new GraphPort(input, shape, "")], [.. outputs.Select(o => new GraphPort(o.Name, o.Shape, ""))], []);
        var path = Path.Combine(Root, file);
        using var stream = File.Create(path);
        OnnxFile.Write(stream, model);
        return path;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", _before);
        Directory.Delete(Root, recursive: true);
    }
}
