using System.Text.Json.Nodes;
using Undertone.Learning.Neural;

namespace Undertone.Benchmarks;

/// <summary>The networks of bench/peers/networks.py as lists of layers.</summary>
/// <param name="Name">What the peer calls it.</param>
/// <param name="Layers">The layers as JSON.</param>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="ForwardMegaflops">
/// Additions and multiplications of its convolutions, gates and dense layers for one sample, in millions.
/// </param>
internal sealed record ReferenceNetwork(string Name, string Layers, int[] Shape, int Classes, double ForwardMegaflops)
{
    private const string Sequence = """{"type":"lstm","units":128,"returnSequences":true}""";
    private const string Last = """{"type":"lstm","units":128}""";

    public static IReadOnlyList<ReferenceNetwork> All { get; } =
    [
        new("cnn-lstm", List(OneBlock(64), OneBlock(128), OneBlock(256), Sequence, Last, Head), [188, 1], 7, 29.0),
        new(
            "crnn", List(TwoBlock(32), TwoBlock(64), TwoBlock(128), """{"type":"reshape","shape":[-1,2048]}""", Both(Last), Head),
            [128, 128, 1], 8, 382.8),
        new("lstm", List(Sequence, Last), [300, 40], 8, 130.3),
        new("bilstm", List(Both(Sequence), Both(Last)), [300, 40], 8, 339.1),
    ];

    /// <summary>The convolutional encoder of BYOL-S, fine-tuned on crops of 2.5 s, with dropout before its second dense layer.</summary>
    public static ReferenceNetwork ByolS { get; } = new(
        "byol-s",
        List(
            TwoBlock(64, dropout: 0), TwoBlock(64, dropout: 0), TwoBlock(64, dropout: 0), """{"type":"reshape","shape":[-1,512]}""",
            """{"type":"dense","units":512,"activation":"relu"},{"type":"dropout","rate":0.3}""",
            """{"type":"dense","units":512,"activation":"relu"},{"type":"global-average-pool"}"""),
        [250, 64, 1], 7, 419.0);

    private static string Head => """{"type":"dense","units":128,"activation":"relu"},{"type":"dropout","rate":0.3}""";

    public Network Create() => Network.Create((JsonArray)JsonNode.Parse(Layers)!, Shape, Classes, 1);

    public float[][] Samples(int count)
    {
        var random = new Random(1);
        var size = Shape.Aggregate(1, (a, b) => a * b);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, size).Select(_ => random.NextSingle() - 0.5f).ToArray())];
    }

    private static string OneBlock(int filters) =>
        $$"""
        {"type":"conv1d","filters":{{filters}},"kernel":3,"activation":"relu"},{"type":"batch-norm"},
        {"type":"max-pool1d"},{"type":"dropout","rate":0.2}
        """;

    private static string TwoBlock(int filters, double dropout = 0.25) =>
        $$"""
        {"type":"conv2d","filters":{{filters}},"kernel":3},{"type":"batch-norm"},{"type":"relu"},{"type":"max-pool2d"}
        """
        + (dropout > 0 ? FormattableString.Invariant($$""",{"type":"dropout","rate":{{dropout}}}""") : "");

    private static string Both(string layer) => """{"type":"bidirectional","layer":""" + layer + "}";

    private static string List(params string[] layers) => "[" + string.Join(",", layers) + "]";
}
