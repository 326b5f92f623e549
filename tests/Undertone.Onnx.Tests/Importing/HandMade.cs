using System.Text;

namespace Undertone.Onnx.Tests.Importing;

/// <summary>ONNX files byte by byte, with the numbers of their fields, as hostile hands would write them.</summary>
internal static class HandMade
{
    /// <summary>A model: its graph, and the version of ONNX's operators.</summary>
    public static byte[] Model(byte operators, params byte[][] graph) =>
        [0x08, 8, .. Field(7, [.. graph.SelectMany(g => g)]), .. Field(8, [.. Field(1, []), 0x10, operators])];

    /// <summary>An operator from one name to another.</summary>
    public static byte[] Node(string name, string domain, string input, string output, params byte[] more) =>
        Field(1, [.. Text(1, input), .. Text(2, output), .. Text(4, name), .. Text(7, domain), .. more]);

    /// <summary>An array of 32-bit floats called w.</summary>
    public static byte[] Floats(byte count, params byte[] more) => [0x08, count, 0x10, 1, .. Text(8, "w"), .. more];

    /// <summary>What makes an array stand in another file.</summary>
    public static byte[] Outside(string location) =>
        [.. Field(13, [.. Text(1, "location"), .. Text(2, location)]), 0x70, 1];

    /// <summary>An input (11) or an output (12).</summary>
    public static byte[] Port(int field, string name, byte type = 1) =>
        Field(field, [.. Text(1, name), .. Field(2, Field(1, [0x08, type]))]);

    public static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Field(int field, byte[] content) =>
        [.. Number((field << 3) | 2), .. Number(content.Length), .. content];

    private static byte[] Number(int value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7) bytes.Add((byte)((value & 127) | 128));
        return [.. bytes, (byte)value];
    }
}
