using System.Buffers.Binary;
using Undertone.Learning.State;

namespace Undertone.Learning.Graphs;

/// <summary>
/// A computation in the operators of ONNX (<see cref="OperatorVersion"/>, and <see cref="ClassicalVersion"/> of those for classical
/// models), put together node by node. The same calls give the same graph, name by name. The first axis of every value is the batch.
/// </summary>
internal sealed class Graph
{
    /// <summary>The version of ONNX's own operators.</summary>
    public const int OperatorVersion = 17;

    /// <summary>The domain of the operators of classical models.</summary>
    public const string Classical = "ai.onnx.ml";

    /// <summary>The version of the operators of classical models.</summary>
    public const int ClassicalVersion = 3;

    private readonly List<GraphNode> _nodes = [];
    private readonly List<StateTensor> _constants = [];
    private readonly Dictionary<string, string> _integers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The operators, each behind those whose values it takes.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>The constants: F32, F64 and I64.</summary>
    public IReadOnlyList<StateTensor> Constants => _constants;

    /// <summary>What names of values begin with from now on: the layer or the step that they belong to.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Adds an operator of one output.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="inputs">The values that go in.</param>
    /// <param name="attributes">As for <see cref="GraphNode.Attributes"/>.</param>
    /// <returns>The name of what comes out.</returns>
    public string Add(string type, IReadOnlyList<string> inputs, params IReadOnlyList<(string Name, object Value)> attributes) =>
        Add(type, "", 1, inputs, attributes)[0];

    /// <summary>Adds an operator.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="domain">Whose operator it is.</param>
    /// <param name="outputs">How many values come out.</param>
    /// <param name="inputs">The values that go in.</param>
    /// <param name="attributes">As for <see cref="GraphNode.Attributes"/>.</param>
    /// <returns>The names of what comes out.</returns>
    public string[] Add(
        string type, string domain, int outputs, IReadOnlyList<string> inputs, params IReadOnlyList<(string Name, object Value)> attributes)
    {
        var name = NewName(type);
        string[] values = outputs == 1 ? [name] : [.. Enumerable.Range(0, outputs).Select(i => $"{name}_{i}")];
        _nodes.Add(new GraphNode(name, type, domain, inputs, values, attributes));
        return values;
    }

    /// <summary>Gives a value the name of an output.</summary>
    public void Rename(string value, string output) => _nodes.Add(new GraphNode(output, "Identity", "", [value], [output], []));

    /// <summary>A constant of 32-bit floats.</summary>
    public string Constant(string hint, ReadOnlySpan<float> values, params int[] shape)
    {
        var name = NewName(hint);
        _constants.Add(StateTensor.From(name, values, shape));
        return name;
    }

    /// <summary>A constant of 32-bit floats, rounded from numbers of 64 bits.</summary>
    public string Constant(string hint, IEnumerable<double> values, params int[] shape) =>
        Constant(hint, [.. values.Select(v => (float)v)], shape);

    /// <summary>One number.</summary>
    public string Scalar(double value) => Constant("number", [(float)value], []);

    /// <summary>A constant of 64-bit floats.</summary>
    public string Doubles(string hint, ReadOnlySpan<double> values, params int[] shape)
    {
        var name = NewName(hint);
        _constants.Add(StateTensor.From(name, values, shape));
        return name;
    }

    /// <summary>A list of whole numbers, such as a shape; equal lists are one constant.</summary>
    public string Integers(params long[] values) => Integers(values, [values.Length]);

    /// <summary>One whole number.</summary>
    public string Integer(long value) => Integers([value], []);

    /// <summary>The same numbers in another kind.</summary>
    public string Cast(string x, GraphType type) => Add("Cast", [x], ("to", (long)type));

    /// <summary>Exchanges axes.</summary>
    public string Transpose(string x, params long[] order) => Add("Transpose", [x], ("perm", order));

    /// <summary>Another shape; 0 keeps the size that the axis at this place has, one -1 takes what is left.</summary>
    public string Reshape(string x, params long[] shape) => Add("Reshape", [x, Integers(shape)]);

    /// <summary>[batch, time, (bands,) channels] with the channels behind the batch, as convolutions take it.</summary>
    public string ChannelsFirst(string x, int axes) => axes == 1 ? Transpose(x, 0, 2, 1) : Transpose(x, 0, 3, 1, 2);

    /// <summary>[batch, channels, time (, bands)] with the channels last, as everything else takes it.</summary>
    public string ChannelsLast(string x, int axes) => axes == 1 ? Transpose(x, 0, 2, 1) : Transpose(x, 0, 2, 3, 1);

    /// <summary>The mean or the largest along axes, which stay with size 1 or are left out.</summary>
    /// <param name="type">ReduceMean, ReduceMax or ReduceMin.</param>
    /// <param name="x">The value.</param>
    /// <param name="keep">Whether the axes stay, of size 1.</param>
    /// <param name="axes">The axes.</param>
    public string Reduce(string type, string x, bool keep, params long[] axes) =>
        Add(type, [x], ("axes", axes), ("keepdims", keep ? 1L : 0L));

    /// <summary>The sum along an axis, which stays with size 1 or is left out.</summary>
    public string Sum(string x, bool keep, long axis) => Add("ReduceSum", [x, Integers(axis)], ("keepdims", keep ? 1L : 0L));

    private string Integers(long[] values, int[] shape)
    {
        var key = $"{shape.Length}:{string.Join(',', values)}";
        if (_integers.TryGetValue(key, out var known)) return known;
        var data = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(i * sizeof(long)), values[i]);
        var name = $"integers_{_integers.Count + 1}";
        _constants.Add(new StateTensor(name, "I64", shape, data));
        return _integers[key] = name;
    }

    private string NewName(string hint)
    {
        var name = Scope.Length == 0 ? hint : $"{Scope}/{hint}";
        var count = _counts[name] = _counts.GetValueOrDefault(name) + 1;
        return count == 1 ? name : $"{name}_{count}";
    }
}
