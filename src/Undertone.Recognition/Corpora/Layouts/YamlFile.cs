using System.Text.Json.Nodes;
using Undertone.Recognition.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>YAML as the tree that JSON has: every value that is not null is text. What YAML nests too deep or repeats is refused.</summary>
internal sealed class YamlFile
{
    private const int LargestDepth = 64, MostNodes = 1_000_000;

    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
    private readonly Parser _parser;
    private int _nodes;

    private YamlFile(string text) => _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));

    /// <summary>Reads the first document of a text.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="text">The text.</param>
    /// <param name="line">The line of the file on which the text begins, from 1.</param>
    /// <exception cref="TableException">The text is no YAML, or no mapping.</exception>
    public static JsonObject Parse(string file, string text, int line = 1)
    {
        var yaml = new YamlFile(text);
        try
        {
            yaml._parser.Consume<StreamStart>();
            if (yaml._parser.Accept<StreamEnd>(out _)) return [];
            yaml._parser.Consume<DocumentStart>();
            return yaml.Node(0) as JsonObject ?? throw new YamlException("it is no mapping");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Damaged text makes the parser throw what it does not announce, InvalidOperationException for one.
            int? at = e is YamlException { Start.Line: > 0 } known ? line + (int)known.Start.Line - 1 : null;
            throw new TableException(file, at, $"the YAML cannot be read ({e.Message.TrimEnd('.')}): write the file again.");
        }
    }

    private JsonNode? Node(int depth)
    {
        if (depth > LargestDepth) throw new YamlException("it nests too deep");
        if (++_nodes > MostNodes) throw new YamlException("it has too many values");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.TryGetValue(alias.Value, out var meant)) throw new YamlException("it refers to what is not there");
            if ((_nodes += Size(meant)) > MostNodes) throw new YamlException("it repeats itself too often");
            return meant?.DeepClone();
        }

        (AnchorName anchor, JsonNode? node) = _parser.TryConsume<Scalar>(out var scalar) ? (scalar.Anchor, (JsonNode?)Value(scalar))
            : _parser.TryConsume<SequenceStart>(out var sequence) ? (sequence.Anchor, Sequence(depth))
            : (_parser.Consume<MappingStart>().Anchor, Mapping(depth));
        if (!anchor.IsEmpty) _anchors[anchor] = node?.DeepClone();
        return node;
    }

    private JsonArray Sequence(int depth)
    {
        var items = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return items;
    }

    private JsonObject Mapping(int depth)
    {
        var values = new JsonObject();
        while (!_parser.TryConsume<MappingEnd>(out _)) values.Add(_parser.Consume<Scalar>().Value, Node(depth + 1));
        return values;
    }

    private static JsonValue? Value(Scalar scalar) =>
        scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" } ? null : JsonValue.Create(scalar.Value);

    private static int Size(JsonNode? node) => node switch
    {
        JsonObject mapping => 1 + mapping.Sum(p => Size(p.Value)),
        JsonArray items => 1 + items.Sum(Size),
        _ => 1,
    };
}
