using System.Buffers.Binary;
using System.Text;

namespace Undertone.Learning.State;

/// <summary>Takes the parts of a pickle from a stream; a part that is not there is told as such.</summary>
internal sealed class PickleStream(string file, Stream stream)
{
    private const int LongestText = 1 << 16;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public byte Byte()
    {
        var value = stream.ReadByte();
        return value >= 0 ? (byte)value : throw Short();
    }

    public ReadOnlySpan<byte> Bytes(long count)
    {
        if (count is < 0 or > LongestText)
            throw new TensorFormatException(file, $"its pickle claims a text of {count} bytes; texts of up to {LongestText} are read.");
        var bytes = new byte[count];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : throw Short();
    }

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(8));

    public string Text(long count)
    {
        try
        {
            return Utf8.GetString(Bytes(count));
        }
        catch (DecoderFallbackException e)
        {
            throw new TensorFormatException(file, "a text in its pickle is not UTF-8.", e);
        }
    }

    /// <summary>A text up to the end of its line.</summary>
    public string Line()
    {
        var text = new StringBuilder();
        for (byte b; (b = Byte()) != '\n';)
        {
            if (text.Length == LongestText) throw new TensorFormatException(file, "its pickle has a line without an end.");
            text.Append((char)b);
        }

        return text.ToString();
    }

    private TensorFormatException Short() => new(file, "it ends in the midst of its pickle. Copy it again from its source.");
}
