using System.Globalization;

namespace Undertone.Onnx.Files;

/// <summary>What is kept of a graph while it is read: its ports, which of them it gives itself, and files with its numbers.</summary>
internal sealed class GraphReader
{
    private const ProtoReader.Wire Bytes = ProtoReader.Wire.Bytes;

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

    /// <summary>Takes a field of the graph.</summary>
    public void Field(ProtoReader reader, int field, ProtoReader.Wire wire)
    {
        if (wire != Bytes) return;
        if (field == 1) Node(reader);
        else if (field == 5) Given.Add(Tensor(reader));
        else if (field == 11) Inputs.Add(Value(reader));
        else if (field == 12) Outputs.Add(Value(reader));
    }

    /// <summary>A key and its value.</summary>
    public static (string Key, string Value) Pair(ProtoReader reader)
    {
        var (key, value) = ("", "");
        reader.Message((field, wire) =>
        {
            if (wire != Bytes) return;
            if (field == 1) key = reader.Text();
            else if (field == 2) value = reader.Text();
        });
        return (key, value);
    }

    /// <summary>Graphs and tensors stand in attributes too.</summary>
    private void Node(ProtoReader reader) => reader.Message((field, wire) =>
    {
        if (field != 5 || wire != Bytes) return;
        reader.Message((f, w) =>
        {
            if (w != Bytes) return;
            if (f is 5 or 10) _ = Tensor(reader);
            else if (f is 6 or 11) reader.Message((inner, kind) => Inner(reader, inner, kind));
        });
    });

    /// <summary>A graph inside an operator: its tensors count, its ports are its own.</summary>
    private void Inner(ProtoReader reader, int field, ProtoReader.Wire wire)
    {
        if (wire != Bytes) return;
        if (field == 1) Node(reader);
        else if (field == 5) _ = Tensor(reader);
    }

    private string Tensor(ProtoReader reader)
    {
        var (name, count, external, location, offset, length) = ("", 1L, false, "", 0L, 0L);
        reader.Message((field, wire) =>
        {
            if (field == 1) count = reader.Numbers(wire).Aggregate(count, Times);
            else if (field == 8 && wire == Bytes) name = reader.Text();
            else if (field == 14 && wire == ProtoReader.Wire.Number) external = reader.Number() == 1;
            else if (field == 13 && wire == Bytes)
            {
                var (key, value) = Pair(reader);
                if (key == "location") location = value;
                else if (key == "offset") offset = Whole(key, value);
                else if (key == "length") length = Whole(key, value);
            }
        });
        Numbers = checked(Numbers + count);
        if (external) External.Add(new ExternalData(location, checked(offset + length)));
        return name;
    }

    private static long Times(long a, long b) => b < 0 || (a > 0 && b > (1L << 40) / a)
        ? throw new InvalidDataException("the shape of an array is impossible")
        : a * b;

    private static long Whole(string key, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < 1L << 40
            ? value
            : throw new InvalidDataException($"'{text}' is no {key} of numbers in another file");

    private static OnnxValue Value(ProtoReader reader)
    {
        var (name, type) = ("", 0);
        List<long>? shape = null;
        reader.Message((field, wire) =>
        {
            if (wire != Bytes) return;
            if (field == 1) name = reader.Text();
            else if (field == 2) reader.Message((f, w) =>
            {
                if (f != 1 || w != Bytes) return;
                reader.Message((inner, kind) =>
                {
                    if (inner == 1 && kind == ProtoReader.Wire.Number) type = (int)Math.Min(reader.Number(), 1000);
                    else if (inner == 2 && kind == Bytes) shape = Shape(reader);
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
            if (field != 1 || wire != Bytes) return;
            var size = -1L;
            reader.Message((f, w) =>
            {
                if (f == 1 && w == ProtoReader.Wire.Number) size = (long)reader.Number();
            });
            if (shape.Count >= 16 || size is < -1 or > 1L << 40) throw new InvalidDataException("the shape of a port is impossible");
            shape.Add(size);
        });
        return shape;
    }
}
