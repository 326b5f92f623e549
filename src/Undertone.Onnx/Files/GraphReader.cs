using Undertone.Recognition.Export;

namespace Undertone.Onnx.Files;

/// <summary>What is kept of a graph while it is read: its ports, which of them it gives itself, and files with its numbers.</summary>
internal sealed class GraphReader
{
    private const ProtoReader.Wire Bytes = ProtoReader.Wire.Bytes;
    private const string Own = "ai.onnx";
    private static readonly string[] Known = ["", Own, "ai.onnx.ml", "com.microsoft"];

    private readonly Dictionary<string, string> _foreign = new(StringComparer.Ordinal);
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);

    /// <summary>The inputs, those with values of the file among them.</summary>
    public List<OnnxValue> Inputs { get; } = [];

    /// <summary>The outputs.</summary>
    public List<OnnxValue> Outputs { get; } = [];

    /// <summary>The names of inputs that the file gives values.</summary>
    public HashSet<string> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>Numbers in files beside it.</summary>
    public List<ExternalData> External { get; } = [];

    /// <summary>How many numbers it keeps.</summary>
    public long Numbers { get; private set; }

    /// <summary>An operator that ONNX Runtime does not have by itself, behind its domain; null where there is none.</summary>
    public string? ForeignOperator => _foreign.Where(f => !_functions.Contains(f.Key)).Select(f => $"{f.Key}:{f.Value}").FirstOrDefault();

    /// <summary>Takes a field of the graph.</summary>
    public void Field(ProtoReader reader, int field, ProtoReader.Wire wire)
    {
        if (wire != Bytes) return;
        if (field == OnnxFields.Graph.Node) Node(reader);
        else if (field == OnnxFields.Graph.Constant) Given.Add(Tensor(reader));
        else if (field == OnnxFields.Graph.SparseConstant) Sparse(reader, name => Given.Add(name));
        else if (field == OnnxFields.Graph.Input) Inputs.Add(Value(reader));
        else if (field == OnnxFields.Graph.Output) Outputs.Add(Value(reader));
    }

    /// <summary>Takes a function of the file's own: what it computes with counts as the graph's.</summary>
    public void Function(ProtoReader reader) => reader.Message((field, wire) =>
    {
        if (wire != Bytes) return;
        if (field == OnnxFields.Function.Node) Node(reader);
        else if (field == OnnxFields.Function.Domain) _functions.Add(reader.Text());
    });

    /// <summary>A domain as it is looked up: ONNX's own has two names.</summary>
    public static string DomainOf(string name) => name == Own ? "" : name;

    /// <summary>A key and its value.</summary>
    public static (string Key, string Value) Pair(ProtoReader reader)
    {
        var (key, value) = ("", "");
        reader.Message((field, wire) =>
        {
            if (wire != Bytes) return;
            if (field == OnnxFields.Entry.Key) key = reader.Text();
            else if (field == OnnxFields.Entry.Value) value = reader.Text();
        });
        return (key, value);
    }

    private void Node(ProtoReader reader)
    {
        var (name, domain) = ("", "");
        reader.Message((field, wire) =>
        {
            if (wire != Bytes) return;
            if (field == OnnxFields.Node.Operator) name = reader.Text();
            else if (field == OnnxFields.Node.Domain) domain = reader.Text();
            else if (field == OnnxFields.Node.Attribute) reader.Message((f, w) => Attribute(reader, f, w));
        });
        if (!Known.Contains(domain)) _foreign.TryAdd(domain, name);
    }

    /// <summary>Graphs and arrays stand in attributes too.</summary>
    private void Attribute(ProtoReader reader, int field, ProtoReader.Wire wire)
    {
        if (wire != Bytes) return;
        if (field is OnnxFields.Attribute.Tensor or OnnxFields.Attribute.Tensors) _ = Tensor(reader);
        else if (field is OnnxFields.Attribute.SparseTensor or OnnxFields.Attribute.SparseTensors) Sparse(reader, _ => { });
        else if (field is OnnxFields.Attribute.Graph or OnnxFields.Attribute.Graphs) reader.Message((f, w) => Inner(reader, f, w));
    }

    /// <summary>A graph inside an operator: its arrays count, its ports are its own.</summary>
    private void Inner(ProtoReader reader, int field, ProtoReader.Wire wire)
    {
        if (wire != Bytes) return;
        if (field == OnnxFields.Graph.Node) Node(reader);
        else if (field == OnnxFields.Graph.Constant) _ = Tensor(reader);
        else if (field == OnnxFields.Graph.SparseConstant) Sparse(reader, _ => { });
    }

    /// <summary>Its name is that of its numbers.</summary>
    private void Sparse(ProtoReader reader, Action<string> named) => reader.Message((field, wire) =>
    {
        if (wire != Bytes) return;
        if (field == OnnxFields.SparseTensor.Values) named(Tensor(reader));
        else if (field == OnnxFields.SparseTensor.Places) _ = Tensor(reader);
    });

    private string Tensor(ProtoReader reader)
    {
        var tensor = TensorReader.Read(reader);
        Numbers += tensor.Count;
        if (tensor.External is { } external) External.Add(external);
        return tensor.Name;
    }

    private static OnnxValue Value(ProtoReader reader)
    {
        var (name, type) = ("", 0);
        List<long>? shape = null;
        reader.Message((field, wire) =>
        {
            if (wire != Bytes) return;
            if (field == OnnxFields.Value.Name) name = reader.Text();
            else if (field == OnnxFields.Value.Type) reader.Message((f, w) =>
            {
                if (f != OnnxFields.Type.Tensor || w != Bytes) return;
                reader.Message((inner, kind) =>
                {
                    if (inner == OnnxFields.TensorType.Element && kind == ProtoReader.Wire.Number)
                        type = (int)Math.Min(reader.Number(), 1000);
                    else if (inner == OnnxFields.TensorType.Shape && kind == Bytes) shape = Shape(reader);
                });
            });
        });
        return new OnnxValue(name, type, shape);
    }

    private static List<long> Shape(ProtoReader reader)
    {
        var shape = new List<long>();
        reader.Message((field, wire) =>
        {
            if (field != OnnxFields.Shape.Axis || wire != Bytes) return;
            var size = -1L;
            reader.Message((f, w) =>
            {
                if (f == OnnxFields.Shape.Size && w == ProtoReader.Wire.Number) size = (long)reader.Number();
            });
            if (shape.Count >= 16 || size is < -1 or > 1L << 40) throw new InvalidDataException("the shape of a port is impossible");
            shape.Add(size);
        });
        return shape;
    }
}
