using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace Undertone.Learning.State;

/// <summary>
/// Reads the state of a classifier that may come from a damaged or hostile file: everything is checked before it is used.
/// </summary>
/// <param name="kind">The kind of classifier, for messages.</param>
/// <param name="settings">Its few numbers and words.</param>
/// <param name="tensors">Its large parts.</param>
internal sealed class StateReader(string kind, JsonObject settings, IReadOnlyList<StateTensor> tensors)
{
    /// <summary>No classifier here is larger; keeps sums of sizes within an int.</summary>
    private const int Largest = 1 << 24;

    public JsonObject Settings => settings;

    public int Int(string name, int low = 0, int high = Largest)
    {
        if (settings[name] is not JsonValue v || !v.TryGetNumber(out var value) || !double.IsFinite(value) || value != Math.Floor(value))
            throw Damaged($"setting '{name}' is missing or not a whole number");
        return value >= low && value <= high ? (int)value : throw Damaged($"setting '{name}' is {value}, outside [{low}, {high}]");
    }

    public double Number(string name)
    {
        if (settings[name] is not JsonValue v || !v.TryGetNumber(out var value) || !double.IsFinite(value))
            throw Damaged($"setting '{name}' is missing or not a finite number");
        return value;
    }

    public string Text(string name, params ReadOnlySpan<string> allowed)
    {
        if (settings[name] is not JsonValue v || !v.TryGetValue(out string? value))
            throw Damaged($"setting '{name}' is missing or not a text");
        return allowed.Contains(value)
            ? value
            : throw Damaged($"setting '{name}' is '{value}', which is none of {string.Join(", ", allowed.ToArray())}");
    }

    public float[] Singles(string name, params ReadOnlySpan<int> shape)
    {
        var data = Data(name, "F32", 4, shape);
        var values = new float[data.Length / 4];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(i * 4));
            if (!float.IsFinite(values[i])) throw Damaged($"tensor '{name}' holds {values[i]} at {i}");
        }

        return values;
    }

    public double[] Doubles(string name, params ReadOnlySpan<int> shape)
    {
        var data = Data(name, "F64", 8, shape);
        var values = new double[data.Length / 8];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(data.AsSpan(i * 8));
            if (!double.IsFinite(values[i])) throw Damaged($"tensor '{name}' holds {values[i]} at {i}");
        }

        return values;
    }

    /// <summary>Whole numbers, each in [low, high].</summary>
    public int[] Ints(string name, int low, int high, params ReadOnlySpan<int> shape)
    {
        var data = Data(name, "I32", 4, shape);
        var values = new int[data.Length / 4];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(i * 4));
            if (values[i] < low || values[i] > high) throw Damaged($"tensor '{name}' holds {values[i]} at {i}, outside [{low}, {high}]");
        }

        return values;
    }

    /// <summary>The size of the first dimension of a tensor.</summary>
    public int Length(string name)
    {
        var tensor = Find(name);
        return tensor.Shape.Count > 0 && tensor.Shape[0] is >= 0 and <= Largest
            ? tensor.Shape[0]
            : throw Damaged($"tensor '{name}' has no usable shape");
    }

    public InvalidDataException Damaged(string what) =>
        new($"The saved classifier '{kind}' is damaged: {what}. Take the model file from its source again.");

    private StateTensor Find(string name)
    {
        foreach (var tensor in tensors)
        {
            if (tensor.Name == name) return tensor;
        }

        throw Damaged($"tensor '{name}' is missing");
    }

    private byte[] Data(string name, string type, int size, ReadOnlySpan<int> shape)
    {
        var tensor = Find(name);
        if (tensor.DType != type) throw Damaged($"tensor '{name}' is {tensor.DType} instead of {type}");
        long count = 1;
        var fits = tensor.Shape.Count == shape.Length;
        for (var d = 0; d < shape.Length && fits; d++)
        {
            fits = tensor.Shape[d] == shape[d];
            count *= shape[d];
        }

        if (!fits)
        {
            throw Damaged(
                $"tensor '{name}' has the shape [{string.Join(", ", tensor.Shape)}] instead of [{string.Join(", ", shape.ToArray())}]");
        }
        return tensor.Data.Length == count * size
            ? tensor.Data
            : throw Damaged($"tensor '{name}' has {tensor.Data.Length} bytes instead of {count * size}");
    }
}
