using System.Text.Json.Nodes;
using Undertone.Learning.Neural.Layers;

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
        ["dense"] = (spec, factory, _) => new Dense(
            factory.Units(spec), spec.Flag("useBias", true), spec.Initializer("kernelInitializer", InitializerKind.GlorotUniform)),
        ["dropout"] = (spec, _, _) => new Dropout(spec.Number("rate", null, 0, 0.99)),
        ["elu"] = (_, _, _) => new Elu(),
        ["gelu"] = (_, _, _) => new Gelu(),
        ["leaky-relu"] = (spec, _, _) => new LeakyRelu(spec.Number("slope", 0.01f, 0, 1)),
        ["relu"] = (_, _, _) => new Relu(),
        ["sigmoid"] = (_, _, _) => new Sigmoid(),
        ["silu"] = (_, _, _) => new Silu(),
        ["tanh"] = (_, _, _) => new Tanh(),
    };

    private static readonly HashSet<string> WithActivation = new(StringComparer.Ordinal) { "dense", "conv1d", "conv2d" };
    private static readonly string[] ActivationNames = ["linear", "relu", "leaky-relu", "elu", "gelu", "silu", "sigmoid", "tanh"];

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
            if (WithActivation.Contains(spec.Type) && spec.Choice("activation", "linear", ActivationNames) is var activation and not "linear")
            {
                var curve = MakeOne(new SpecReader(new JsonObject { ["type"] = activation }, $"{spec.Path}.activation"), shape, prefix);
                layers.Add(curve);
            }

            spec.Finish();
            summaries?.Add(LayerSummary.Of(main, spec.Type));
            if (layers.Count == first) throw new NetworkSpecException(spec.Path, "makes no layer");
        }

        return layers;
    }

    /// <summary>Makes the layer of one object.</summary>
    public Layer MakeOne(SpecReader spec, int[] shape, string prefix)
    {
        if (!Makers.TryGetValue(spec.Type, out var make))
            throw new NetworkSpecException($"{spec.Path}.type", $"'{spec.Type}' is no layer; there are {string.Join(", ", Makers.Keys)}");
        var name = NextName(prefix, spec.Type);
        try
        {
            var layer = make(spec, this, shape);
            layer.Name = name;
            layer.RandomId = ++_nextRandomId;
            layer.Build(shape);
            return layer;
        }
        catch (LayerShapeException e)
        {
            throw new NetworkSpecException(spec.Path, $"'{spec.Type}' {e.Message}");
        }
        catch (OverflowException)
        {
            throw new NetworkSpecException(spec.Path, $"'{spec.Type}' on {ShapeText.Of(shape)} would have more parameters than fit");
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
            ? word == "classes" ? classes : throw spec.Wrong("units", "a whole number or \"classes\"")
            : spec.Integer("units", null, 1);
}
