using System.Text.Json.Nodes;
using Undertone.Learning.Neural.Layers;
using Undertone.Words;

namespace Undertone.Learning.Neural.Spec;

/// <summary>Turns lists of JSON objects into layers that are built for each other's shapes.</summary>
internal sealed class LayerFactory(int classes)
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private ulong _nextRandomId;

    /// <summary>Types that a list may name, in alphabetical order.</summary>
    public static IReadOnlyCollection<string> Types => Makers.Keys;

    private static readonly SortedDictionary<string, Func<SpecReader, LayerFactory, int[], Layer>> Makers = new(StringComparer.Ordinal)
    {
        ["attentive-statistics-pool"] = (spec, _, _) => new AttentiveStatisticsPool(spec.WholeNumber("units", 64, 1)),
        ["average-pool1d"] = (spec, _, _) => new AveragePool(PoolOf(spec, 1).Time, new PoolAxis(1, 1, false), 1),
        ["average-pool2d"] = (spec, _, _) => Pool2D(spec, (time, bands) => new AveragePool(time, bands, 2)),
        ["batch-norm"] = (spec, _, _) => new BatchNorm(spec.Single("momentum", 0.9f, 0, 1), spec.Single("epsilon", 1e-5f, 0, 1)),
        ["bidirectional"] = (spec, factory, shape) => factory.Bidirectional(spec, shape),
        ["conv1d"] = (spec, _, _) => ConvolutionOf(spec, 1),
        ["conv2d"] = (spec, _, _) => ConvolutionOf(spec, 2),
        ["dense"] = (spec, factory, _) => new Dense(
            factory.Units(spec), spec.Flag("useBias", true), InitializerOf(spec, "kernelInitializer", InitializerKind.GlorotUniform)),
        ["dropout"] = (spec, _, _) => new Dropout(spec.Single("rate", null, 0, 0.99)),
        ["elu"] = (_, _, _) => new Elu(),
        ["flatten"] = (_, _, _) => new Reshape(null),
        ["gelu"] = (_, _, _) => new Gelu(),
        ["global-average-pool"] = (_, _, _) => new GlobalAveragePool(),
        ["global-max-pool"] = (_, _, _) => new GlobalMaxPool(),
        ["gru"] = (spec, _, _) => RecurrentOf(spec, gated: true, reverse: spec.Flag("reverse", false)),
        ["layer-norm"] = (spec, _, _) => new LayerNorm(spec.Single("epsilon", 1e-5f, 0, 1)),
        ["layer-weights"] = (spec, _, _) => new LayerWeights(spec.WholeNumber("count", null, 1, 1 << 12)),
        ["leaky-relu"] = (spec, _, _) => new LeakyRelu(spec.Single("slope", 0.01f, 0, 1)),
        ["lstm"] = (spec, _, _) => RecurrentOf(spec, gated: false, reverse: spec.Flag("reverse", false)),
        ["max-mean-pool"] = (_, _, _) => new MaxMeanPool(),
        ["max-pool1d"] = (spec, _, _) => new MaxPool(PoolOf(spec, 1).Time, new PoolAxis(1, 1, false), 1),
        ["max-pool2d"] = (spec, _, _) => Pool2D(spec, (time, bands) => new MaxPool(time, bands, 2)),
        ["multi-head-attention"] = (spec, _, _) => new MultiHeadAttention(spec.WholeNumber("heads", null, 1)),
        ["permute"] = (spec, _, _) => new Permute(spec.Integers("order", 0)),
        ["positional-encoding"] = (_, _, _) => new PositionalEncoding(),
        ["relu"] = (_, _, _) => new Relu(),
        ["reshape"] = (spec, _, _) => new Reshape(spec.Integers("shape", -1)),
        ["residual"] = (spec, factory, shape) => factory.Residual(spec, shape),
        ["sigmoid"] = (_, _, _) => new Sigmoid(),
        ["silu"] = (_, _, _) => new Silu(),
        ["softmax"] = (_, _, _) => new SoftmaxLayer(),
        ["spatial-dropout"] = (spec, _, _) => new SpatialDropout(spec.Single("rate", null, 0, 0.99)),
        ["spec-augment"] = (spec, _, _) => new SpecAugment(
            spec.WholeNumber("timeMasks", 2, 0, 100), spec.WholeNumber("timeWidth", 20, 0),
            spec.WholeNumber("bandMasks", 2, 0, 100), spec.WholeNumber("bandWidth", 8, 0)),
        ["squeeze-excite"] = (spec, _, _) => new SqueezeExcite(spec.WholeNumber("ratio", 8, 1)),
        ["statistics-pool"] = (_, _, _) => new StatisticsPool(),
        ["tanh"] = (_, _, _) => new Tanh(),
        ["transformer-block"] = (spec, factory, shape) => factory.Transformer(spec, shape),
    };

    private static readonly HashSet<string> WithActivation = new(StringComparer.Ordinal) { "dense", "conv1d", "conv2d" };
    private static readonly string[] ActivationNames = ["linear", "relu", "leaky-relu", "elu", "gelu", "silu", "sigmoid", "tanh"];

    private string CurrentName { get; set; } = "";

    /// <summary>Makes the layers of a list, one after the other, for an input of a shape.</summary>
    /// <param name="list">The JSON objects.</param>
    /// <param name="path">Place of the list, for exceptions.</param>
    /// <param name="shape">Shape that comes in; afterwards the shape that goes out.</param>
    /// <param name="prefix">First part of the names of layers inside another layer.</param>
    /// <param name="summaries">Takes a row for each object, where wanted.</param>
    public List<Layer> Make(JsonArray list, string path, ref int[] shape, string prefix, List<LayerSummary>? summaries = null)
    {
        var layers = new List<Layer>();
        for (var i = 0; i < list.Count; i++)
        {
            var spec = new SpecReader(list[i], $"{path}[{i}]");
            var first = layers.Count;
            var main = MakeOne(spec, shape, prefix);
            layers.Add(main);
            shape = main.OutputShape;
            if (WithActivation.Contains(spec.Type)
                && spec.Choice("activation", "linear", ActivationNames) is var activation and not "linear")
            {
                var curve = MakeOne(new SpecReader(new JsonObject { ["type"] = activation }, $"{spec.Place}.activation"), shape, prefix);
                layers.Add(curve);
            }

            spec.Finish();
            summaries?.Add(LayerSummary.Of(main, spec.Type));
            if (layers.Count == first) throw new NetworkSpecException(spec.Place, "makes no layer");
        }

        return layers;
    }

    /// <summary>Makes the layer of one object.</summary>
    public Layer MakeOne(SpecReader spec, int[] shape, string prefix)
    {
        if (!Makers.TryGetValue(spec.Type, out var make))
        {
            throw new NetworkSpecException(
                $"{spec.Place}.type",
                $"'{spec.Type}' is no layer{NearestWord.Hint(spec.Type, Makers.Keys)}; there are {string.Join(", ", Makers.Keys)}");
        }

        var name = NextName(prefix, spec.Type);
        try
        {
            CurrentName = name;
            var layer = make(spec, this, shape);
            layer.Name = name;
            layer.RandomId = ++_nextRandomId;
            layer.Build(shape);
            return layer;
        }
        catch (LayerShapeException e)
        {
            throw new NetworkSpecException(spec.Place, $"'{spec.Type}' {e.Message}");
        }
        catch (OverflowException)
        {
            throw new NetworkSpecException(spec.Place, $"'{spec.Type}' on {ShapeText.Of(shape)} would have more parameters than fit");
        }
    }

    private string NextName(string prefix, string type)
    {
        var name = prefix + type.Replace('-', '_');
        _counts[name] = _counts.GetValueOrDefault(name) + 1;
        return $"{name}_{_counts[name]}";
    }

    private int Units(SpecReader spec) =>
        spec.Node("units") is JsonValue value && value.TryGetValue<string>(out var word)
            ? word == "classes" && classes > 0 ? classes : throw spec.Refuse("units", Wanted)
            : spec.WholeNumber("units", null, 1);

    private string Wanted => classes > 0 ? "a whole number or \"classes\"" : "a whole number";

    private static InitializerKind InitializerOf(SpecReader spec, string key, InitializerKind fallback)
    {
        if (!spec.Has(key)) return fallback;
        return spec.Text(key) switch
        {
            "zeros" => InitializerKind.Zeros,
            "ones" => InitializerKind.Ones,
            "glorot_uniform" => InitializerKind.GlorotUniform,
            "glorot_normal" => InitializerKind.GlorotNormal,
            "he_uniform" => InitializerKind.HeUniform,
            "he_normal" => InitializerKind.HeNormal,
            "orthogonal" => InitializerKind.Orthogonal,
            _ => throw spec.Refuse(key, "one of zeros, ones, glorot_uniform, glorot_normal, he_uniform, he_normal, orthogonal"),
        };
    }

    private static ConvolutionLayer ConvolutionOf(SpecReader spec, int axes)
    {
        var same = spec.Choice("padding", "same", "same", "valid") == "same";
        (int, int) Read(string key, (int, int)? fallback) =>
            axes == 2 ? spec.Pair(key, fallback, 1) : (spec.WholeNumber(key, fallback?.Item1, 1, 1 << 12), 1);
        var (kernel, stride, dilation) = (Read("kernel", null), Read("stride", (1, 1)), Read("dilation", (1, 1)));
        return new ConvolutionLayer(
            new ConvolutionOptions(
                spec.WholeNumber("filters", null, 1),
                new Axis(kernel.Item1, stride.Item1, dilation.Item1, same), new Axis(kernel.Item2, stride.Item2, dilation.Item2, same),
                spec.WholeNumber("groups", 1, 1), spec.Flag("useBias", true),
                InitializerOf(spec, "kernelInitializer", InitializerKind.GlorotUniform)),
            axes);
    }

    private static (PoolAxis Time, PoolAxis Bands) PoolOf(SpecReader spec, int axes)
    {
        var same = spec.Choice("padding", "valid", "valid", "same") == "same";
        var size = axes == 2 ? spec.Pair("size", (2, 2), 1) : (spec.WholeNumber("size", 2, 1), 1);
        var stride = axes == 2 ? spec.Pair("stride", size, 1) : (spec.WholeNumber("stride", size.Item1, 1), 1);
        return (new PoolAxis(size.Item1, stride.Item1, same), new PoolAxis(size.Item2, stride.Item2, same));
    }

    private static Layer Pool2D(SpecReader spec, Func<PoolAxis, PoolAxis, Layer> make)
    {
        var (time, bands) = PoolOf(spec, 2);
        return make(time, bands);
    }

    private static Recurrent RecurrentOf(SpecReader spec, bool gated, bool reverse) => new(new RecurrentOptions(
        spec.WholeNumber("units", null, 1, 1 << 14), gated, spec.Flag("returnSequences", false), reverse,
        InitializerOf(spec, "kernelInitializer", InitializerKind.GlorotUniform),
        InitializerOf(spec, "recurrentInitializer", InitializerKind.Orthogonal),
        !gated && spec.Flag("unitForgetBias", true)));

    private Bidirectional Bidirectional(SpecReader spec, int[] shape)
    {
        var prefix = CurrentName + ".";
        var inner = spec.Node("layer");
        if (new SpecReader(inner, spec.Place + ".layer") is var first && first.Type is not ("lstm" or "gru"))
            throw new NetworkSpecException(spec.Place + ".layer.type", $"'{first.Type}' has no direction; lstm and gru have");
        Layer Make(bool reverse)
        {
            var node = (JsonObject)inner!.DeepClone();
            if (reverse) node["reverse"] = true;
            var reader = new SpecReader(node, spec.Place + ".layer");
            var layer = MakeOne(reader, shape, prefix + (reverse ? "backward_" : "forward_"));
            reader.Finish();
            return layer;
        }

        return new Bidirectional(Make(false), Make(true));
    }

    private Residual Residual(SpecReader spec, int[] shape)
    {
        var prefix = CurrentName + ".";
        var (inside, around) = (shape, shape);
        if (spec.Node("layers") is not JsonArray { Count: > 0 } list) throw spec.Refuse("layers", "a list of at least one layer");
        var body = Make(list, spec.Place + ".layers", ref inside, prefix);
        List<Layer> shortcut = [];
        if (spec.Node("shortcut") is { } node)
            shortcut = Make(
                node as JsonArray ?? throw spec.Refuse("shortcut", "a list of layers"), spec.Place + ".shortcut", ref around,
                prefix + "shortcut_");
        return new Residual(body, shortcut);
    }

    private TransformerBlock Transformer(SpecReader spec, int[] shape)
    {
        if (shape.Length != 2) throw new LayerShapeException($"needs an input of shape [time, columns], but gets {ShapeText.Of(shape)}");
        var before = spec.Choice("norm", "before", "before", "behind") == "before";
        var (heads, units, rate) = (
            spec.WholeNumber("heads", null, 1), spec.WholeNumber("units", null, 1), spec.Single("dropout", 0, 0, 0.99));
        var activation = spec.Choice("activation", "gelu", "gelu", "relu", "silu");
        JsonObject Of(string type) => new() { ["type"] = type };
        JsonObject Drop() => new() { ["type"] = "dropout", ["rate"] = rate };
        JsonObject Sum(params JsonNode[] layers) =>
            new() { ["type"] = "residual", ["layers"] = new JsonArray(before ? [Of("layer-norm"), .. layers] : layers) };
        var attention = Sum(new JsonObject { ["type"] = "multi-head-attention", ["heads"] = heads }, Drop());
        var network = Sum(
            new JsonObject { ["type"] = "dense", ["units"] = units, ["activation"] = activation }, Drop(),
            new JsonObject { ["type"] = "dense", ["units"] = shape[1] }, Drop());
        var list = before ? new JsonArray(attention, network) : new JsonArray(attention, Of("layer-norm"), network, Of("layer-norm"));
        return new TransformerBlock(Make(list, spec.Place, ref shape, CurrentName + "."));
    }
}
