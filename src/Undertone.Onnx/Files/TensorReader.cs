using System.Globalization;
using Undertone.Recognition.Export;

namespace Undertone.Onnx.Files;

/// <summary>What is kept of an array while it is read: its name, its size, and where its numbers stand.</summary>
internal sealed class TensorReader
{
    /// <summary>How many bits a number of each type of TensorProto.DataType has; 0 where it is not said, as for texts.</summary>
    private static readonly byte[] Bits =
        [0, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8, 4, 4, 4, 8, 2, 2];

    private int _type;
    private bool _isExternal;
    private string _location = "";
    private long _offset;
    private long? _length;
    private long? _raw;
    private long _typed;

    private TensorReader()
    {
    }

    /// <summary>What it is called.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How many numbers its shape claims.</summary>
    public long Count { get; private set; } = 1;

    /// <summary>Where its numbers stand in another file; null where they stand in the model.</summary>
    public ExternalData? External => _isExternal ? new ExternalData(_location, checked(_offset + (_length ?? Bytes ?? 0))) : null;

    private long? Bytes => Bits[_type] is > 0 and var bits ? ((Count * bits) + 7) / 8 : null;

    /// <summary>Reads the array whose field is open.</summary>
    /// <exception cref="InvalidDataException">Its shape claims other numbers than it has.</exception>
    public static TensorReader Read(ProtoReader reader)
    {
        var tensor = new TensorReader();
        reader.Message((field, wire) => tensor.Field(reader, field, wire));
        tensor.Check();
        return tensor;
    }

    private void Field(ProtoReader reader, int field, ProtoReader.Wire wire)
    {
        const ProtoReader.Wire Bytes = ProtoReader.Wire.Bytes;
        if (field == OnnxFields.Tensor.Size) Count = reader.Numbers(wire).Aggregate(Count, Times);
        else if (OnnxFields.Tensor.IsNumbers(field)) _typed += wire == ProtoReader.Wire.Number ? 1 : reader.Length;
        else if (field == OnnxFields.Tensor.Type && wire == ProtoReader.Wire.Number) _type = (int)Math.Min(reader.Number(), int.MaxValue);
        else if (field == OnnxFields.Tensor.Place && wire == ProtoReader.Wire.Number) _isExternal = reader.Number() == 1;
        else if (field == OnnxFields.Tensor.Name && wire == Bytes) Name = reader.Text();
        else if (field == OnnxFields.Tensor.Data && wire == Bytes) _raw = reader.Length;
        else if (field == OnnxFields.Tensor.External && wire == Bytes) Place(reader);
    }

    private void Place(ProtoReader reader)
    {
        var (key, value) = GraphReader.Pair(reader);
        if (key == "location") _location = value;
        else if (key == "offset") _offset = Whole(key, value);
        else if (key == "length") _length = Whole(key, value);
    }

    private void Check()
    {
        if (_type >= Bits.Length) throw new InvalidDataException($"the array '{Name}' has numbers of a kind that is not known ({_type})");
        var there = _isExternal ? _length : _raw;
        // Numbers one by one take at least a byte each; where several share one, two at most do.
        var fits = Bytes is not { } bytes || (there is { } own ? own == bytes : _isExternal || Count <= 2 * _typed);
        if (!fits)
        {
            throw new InvalidDataException(
                $"the array '{Name}' is said to have {Count} numbers, and {there ?? _typed} bytes of them are there");
        }
    }

    private static long Times(long a, long b) => b < 0 || (a > 0 && b > (1L << 40) / a)
        ? throw new InvalidDataException("the shape of an array is impossible")
        : a * b;

    private static long Whole(string key, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < 1L << 40
            ? value
            : throw new InvalidDataException($"'{text}' is no {key} of numbers in another file");
}
