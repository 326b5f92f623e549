using System.Text;
using Google.Protobuf;

namespace Undertone.Recognition.Export;

/// <summary>One message of protocol buffers while it is put together: its fields in the order in which they are given.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, WireFormat.WireType Type, long Number, byte[] Bytes)> _fields = [];

    /// <summary>Adds a whole number.</summary>
    public void Add(int field, long value) => _fields.Add((field, WireFormat.WireType.Varint, value, []));

    /// <summary>Adds a number of 32 bits.</summary>
    public void Add(int field, float value) =>
        _fields.Add((field, WireFormat.WireType.Fixed32, BitConverter.SingleToUInt32Bits(value), []));

    /// <summary>Adds a text.</summary>
    public void Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds bytes.</summary>
    public void Add(int field, byte[] value) => _fields.Add((field, WireFormat.WireType.LengthDelimited, 0, value));

    /// <summary>Adds a message.</summary>
    public void Add(int field, ProtoMessage value) => Add(field, value.ToArray());

    /// <summary>The message as it stands in a file.</summary>
    public byte[] ToArray()
    {
        using var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        foreach (var (field, type, number, content) in _fields)
        {
            output.WriteTag(field, type);
            if (type == WireFormat.WireType.Varint) output.WriteInt64(number);
            else if (type == WireFormat.WireType.Fixed32) output.WriteFixed32((uint)number);
            else output.WriteBytes(UnsafeByteOperations.UnsafeWrap(content));
        }

        output.Flush();
        return bytes.ToArray();
    }
}
