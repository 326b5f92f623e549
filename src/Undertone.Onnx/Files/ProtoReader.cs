using System.Text;

namespace Undertone.Onnx.Files;

/// <summary>
/// Reads messages of protocol buffers from a stream that can seek. Nothing is trusted: a length that passes the end of its message is a
/// fault, and only names and small texts are taken into memory.
/// </summary>
/// <param name="stream">The stream.</param>
internal sealed class ProtoReader(Stream stream)
{
    private const int MostText = 1 << 20;
    private const int MostDepth = 24;
    private long _end = stream.Length;
    private int _depth;

    /// <summary>The kinds of fields that a message has.</summary>
    public enum Wire
    {
        /// <summary>A whole number.</summary>
        Number = 0,

        /// <summary>64 bits.</summary>
        Long = 1,

        /// <summary>Bytes with their length.</summary>
        Bytes = 2,

        /// <summary>32 bits.</summary>
        Short = 5,
    }

    /// <summary>Reads every field of the message that is open.</summary>
    /// <param name="field">Is told each field; what it does not read is passed over.</param>
    public void Fields(Action<int, Wire> field)
    {
        while (stream.Position < _end)
        {
            var tag = Number();
            var (number, wire) = ((int)(tag >> 3), (Wire)(tag & 7));
            if (number <= 0 || tag >> 3 > int.MaxValue || wire is not (Wire.Number or Wire.Long or Wire.Bytes or Wire.Short))
                throw new InvalidDataException("this is no message of protocol buffers");
            var next = EndOf(wire);
            field(number, wire);
            if (stream.Position > next.At && next.Known) throw new InvalidDataException("a field is longer than it says");
            if (next.Known) stream.Position = next.At;
            else if (stream.Position == next.At) _ = Number();
        }
    }

    /// <summary>A whole number.</summary>
    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = stream.Position < _end ? stream.ReadByte() : -1;
            if (next < 0) throw new InvalidDataException("it ends in the middle of a number");
            if (shift == 63 && next > 1) break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("a number has more than 64 bits");
    }

    /// <summary>The bytes of the field as text.</summary>
    public string Text()
    {
        var length = _length;
        if (length > MostText) throw new InvalidDataException($"a name has {length} bytes");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>How many bytes the field has.</summary>
    public long Length => _length;

    /// <summary>Reads the field as a message.</summary>
    /// <param name="field">As for <see cref="Fields"/>.</param>
    public void Message(Action<int, Wire> field)
    {
        if (++_depth > MostDepth) throw new InvalidDataException($"its messages are nested more than {MostDepth} deep");
        var outer = _end;
        _end = stream.Position + _length;
        Fields(field);
        _end = outer;
        _depth--;
    }

    /// <summary>Whole numbers of a field that may be packed.</summary>
    public IReadOnlyList<long> Numbers(Wire wire)
    {
        if (wire == Wire.Number) return [(long)Number()];
        var (end, list) = (stream.Position + _length, new List<long>());
        if (_length > MostText) throw new InvalidDataException("a shape has too many axes");
        while (stream.Position < end) list.Add((long)Number());
        return list;
    }

    private long _length;

    private (long At, bool Known) EndOf(Wire wire)
    {
        _length = wire switch
        {
            Wire.Long => 8,
            Wire.Short => 4,
            Wire.Bytes => Length64(),
            _ => 0,
        };
        if (_length > _end - stream.Position) throw new InvalidDataException("it is cut off: a field passes its end");
        return (stream.Position + _length, wire != Wire.Number);
    }

    private long Length64()
    {
        var length = Number();
        return length > long.MaxValue / 2 ? throw new InvalidDataException("it is cut off: a field passes its end") : (long)length;
    }
}
