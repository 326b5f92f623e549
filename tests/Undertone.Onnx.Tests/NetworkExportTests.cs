using Undertone.Recognition.Export;
using Undertone.Recognition.Recipes;

namespace Undertone.Onnx.Tests;

/// <summary>The scores of exported networks in ONNX Runtime are those of the network itself.</summary>
public sealed class NetworkExportTests
{
    private const int Inputs = 51;
    private const double Tolerance = 1e-4;

    public static TheoryData<string> NetworkRecipes() =>
        [.. Recipe.BuiltIn.Names.Where(n => Recipe.Load(n).Model.Kind == ModelPlan.Network)];

    public static TheoryData<string, string, int[]> Layers() => new()
    {
        { "convolution with a stride and gaps",
            """{ "type": "conv1d", "filters": 6, "kernel": 4, "stride": 3, "dilation": 2 }""", [-1, 5] },
        { "convolution in groups", """{ "type": "conv1d", "filters": 6, "kernel": 3, "groups": 2, "padding": "valid" }""", [-1, 4] },
        { "convolution of images",
            """{ "type": "conv2d", "filters": 3, "kernel": [3, 2], "stride": [2, 1], "useBias": false }""", [-1, 5, 2] },
        { "valid convolution of images", """{ "type": "conv2d", "filters": 3, "kernel": 2, "padding": "valid" }""", [-1, 5, 2] },
        { "largest of windows over the end", """{ "type": "max-pool1d", "size": 3, "stride": 2, "padding": "same" }""", [-1, 5] },
        { "largest of windows of images", """{ "type": "max-pool2d", "size": [3, 2], "padding": "same" }""", [-1, 5, 2] },
        { "mean of windows over the end", """{ "type": "average-pool1d", "size": 4, "stride": 3, "padding": "same" }""", [-1, 5] },
        { "mean of windows of images", """{ "type": "average-pool2d", "size": [2, 3], "stride": 2 }""", [-1, 6, 2] },
        { "lstm in reverse", """{ "type": "lstm", "units": 5, "reverse": true, "returnSequences": true }""", [-1, 5] },
        { "last of a reverse lstm", """{ "type": "lstm", "units": 5, "reverse": true }""", [-1, 5] },
        { "gru", """{ "type": "gru", "units": 5 }""", [-1, 5] },
        { "last of two directions of a gru", """{ "type": "bidirectional", "layer": { "type": "gru", "units": 4 } }""", [-1, 5] },
        { "attention", """{ "type": "multi-head-attention", "heads": 3 }""", [-1, 6] },
        { "block with norm behind",
            """{ "type": "transformer-block", "heads": 2, "units": 8, "norm": "behind", "activation": "silu" }""", [-1, 6] },
        { "positions, of odd columns too", """{ "type": "positional-encoding" }""", [-1, 5] },
        { "layer norm of images", """{ "type": "layer-norm" }""", [-1, 5, 3] },
        { "largest of all", """{ "type": "global-max-pool" }""", [-1, 5, 3] },
        { "mean of all", """{ "type": "global-average-pool" }""", [-1, 5] },
        { "largest and mean", """{ "type": "max-mean-pool" }""", [-1, 5, 3] },
        { "statistics of images", """{ "type": "statistics-pool" }""", [-1, 5, 3] },
        { "layer weights", """{ "type": "layer-weights", "count": 5 }, { "type": "global-average-pool" }""", [-1, 10] },
        { "attentive statistics", """{ "type": "attentive-statistics-pool", "units": 4 }""", [-1, 5] },
        { "squeeze and excite over time", """{ "type": "squeeze-excite", "ratio": 2 }""", [-1, 6] },
        { "axes exchanged behind time", """{ "type": "permute", "order": [0, 2, 1] }""", [-1, 5, 3] },
        { "axes exchanged", """{ "type": "permute", "order": [1, 0] }""", [7, 5] },
        { "another shape of fixed size", """{ "type": "reshape", "shape": [5, 7] }""", [7, 5] },
        { "leaky relu", """{ "type": "leaky-relu", "slope": 0.2 }""", [-1, 5] },
        { "elu", """{ "type": "elu" }""", [-1, 5] },
        { "silu", """{ "type": "silu" }""", [-1, 5] },
        { "sigmoid", """{ "type": "sigmoid" }""", [-1, 5] },
        { "tanh", """{ "type": "tanh" }""", [-1, 5] },
        { "softmax in the middle", """{ "type": "softmax" }""", [-1, 5] },
        { "dropout of channels", """{ "type": "spatial-dropout", "rate": 0.4 }""", [-1, 5] },
    };

    [Theory]
    [MemberData(nameof(NetworkRecipes))]
    public void A_built_in_recipe_answers_as_the_network_does_one_at_a_time_and_in_threes(string name) =>
        Scores.ShouldAgree(ModelSketch.OfNetwork(Recipe.Load(name)), Inputs, Tolerance);

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_does_the_same_in_the_graph(string what, string layer, int[] shape)
    {
        // Behind the layer comes what any shape can go through.
        var behind = shape[0] > 0 ? "flatten" : IsPooled(layer) ? "relu" : "statistics-pool";
        string[] features = ["mfcc", "mfcc_delta", "mfcc_delta2"];
        var list = string.Join(
            ", ", features.Take(shape.Length == 2 ? 1 : shape[2]).Select(f => $$"""{ "name": "{{f}}", "n_mfcc": {{shape[1]}} }"""));
        var recipe = Recipe.Parse(
            $$"""
            { "name": "one-layer",
              "features": { "shape": "{{(shape.Length == 2 ? "frames" : "image")}}", "list": [{{list}}],
                            "lengthSeconds": {{(shape[0] < 0 ? "null" : "0.192")}} },
              "model": { "kind": "network", "layers": [{{layer}}, { "type": "{{behind}}" }] } }
            """);
        var sketch = ModelSketch.OfNetwork(recipe);
        sketch.Shape.ShouldBe(shape);
        Scores.ShouldAgree(sketch, 18, Tolerance, what);
    }

    [Fact]
    public void The_file_says_what_the_model_is()
    {
        using var session = new ExportedSession(ModelSketch.OfNetwork(Recipe.Load("lstm")).Bundle);
        var metadata = session.Metadata;
        metadata.ProducerName.ShouldBe("undertone");
        metadata.CustomMetadataMap["labels"].ShouldBe("neutral,happy,sad,angry,fearful,disgust");
        metadata.CustomMetadataMap["recipe"].ShouldBe("lstm");
        metadata.CustomMetadataMap["sampleRateHz"].ShouldBe("16000");
        metadata.CustomMetadataMap["licenses"].ShouldBe("drawn: none");
        metadata.CustomMetadataMap["features"].ShouldBe("mfcc(n_mfcc=40,n_fft=1024)");
        metadata.Description.ShouldContain("of one length");
        session.Inputs["features"].SymbolicDimensions.ShouldBe(["batch", "time", ""]);
        session.Inputs["features"].Dimensions.ShouldBe([-1, -1, 40]);
        session.Outputs["scores"].Dimensions.ShouldBe([-1, 6]);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        var bundle = ModelSketch.OfNetwork(Recipe.Load("crnn-attention")).Bundle;
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        OnnxExport.Save(bundle, first);
        OnnxExport.Save(bundle, second);
        second.ToArray().AsSpan().SequenceEqual(first.ToArray()).ShouldBeTrue();
    }

    /// <summary>Whether a layer gives one vector.</summary>
    private static bool IsPooled(string layer) => layer.Contains("pool\"", StringComparison.Ordinal)
        || ((layer.Contains("lstm", StringComparison.Ordinal) || layer.Contains("gru", StringComparison.Ordinal))
            && !layer.Contains("returnSequences", StringComparison.Ordinal));
}
