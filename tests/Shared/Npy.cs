using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Undertone.Testing;

/// <summary>A little-endian .npy array, turned to row-major, as the reference generators write it (f4, f8, i4, i8).</summary>
internal sealed record NpyArray(int[] Shape, double[] Values)
{
    public float[] ToSingle() => Array.ConvertAll(Values, v => (float)v);

    public int[] ToInt32() => Array.ConvertAll(Values, v => (int)v);

    public static NpyArray Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 10 || bytes[0] != 0x93 || Encoding.ASCII.GetString(bytes, 1, 5) != "NUMPY")
        {
            throw new InvalidDataException($"{path} is not a .npy file.");
        }

        var (headerLength, start) = bytes[6] == 1
            ? (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)), 10)
            : (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)), 12);
        var header = Encoding.ASCII.GetString(bytes, start, headerLength);
        var byColumns = header.Contains("'fortran_order': True", StringComparison.Ordinal);
        var kind = Regex.Match(header, "'descr': '<([fi][48])'").Groups[1].Value;
        var sizes = Regex.Match(header, @"'shape': \(([^)]*)\)").Groups[1].Value;
        var shape = Regex.Matches(sizes, @"\d+").Select(m => int.Parse(m.Value)).ToArray();
        var data = bytes.AsMemory(start + headerLength);
        if (byColumns && shape.Length > 2) throw new InvalidDataException($"{path} is in Fortran order with {shape.Length} dimensions.");
        var values = new double[shape.Aggregate(1, (a, b) => a * b)];
        var size = kind[1] - '0';
        for (var i = 0; i < values.Length; i++)
        {
            var at = data.Span.Slice(i * size, size);
            var to = byColumns && shape.Length == 2 ? i % shape[0] * shape[1] + i / shape[0] : i;
            values[to] = kind switch
            {
                "f4" => BinaryPrimitives.ReadSingleLittleEndian(at),
                "f8" => BinaryPrimitives.ReadDoubleLittleEndian(at),
                "i4" => BinaryPrimitives.ReadInt32LittleEndian(at),
                "i8" => BinaryPrimitives.ReadInt64LittleEndian(at),
                _ => throw new InvalidDataException($"{path} holds '{kind}', which no test needs."),
            };
        }

        return new NpyArray(shape, values);
    }
}
