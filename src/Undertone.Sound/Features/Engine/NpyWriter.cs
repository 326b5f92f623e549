using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Undertone.Sound.Features.Engine;

/// <summary>NumPy's .npy format, version 1.0.</summary>
public static class NpyWriter
{
    private const int Alignment = 64;
    private const int FixedBytes = 10;

    /// <summary>Writes what stands before the numbers of an array in C order.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="type">NumPy's name of the numbers' type, such as <c>&lt;f4</c> or <c>&lt;U12</c>.</param>
    /// <param name="shape">The lengths of the axes, at least one.</param>
    public static void WriteHeader(Stream stream, string type, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(type);
        var axes = string.Join(", ", shape.ToArray().Select(n => n.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({axes}{(shape.Length == 1 ? "," : "")}), }}";
        var length = (FixedBytes + text.Length + 1 + Alignment - 1) / Alignment * Alignment - FixedBytes;
        stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n"));
    }

    /// <summary>Writes numbers behind a header of the type <c>&lt;f4</c>.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="values">The numbers.</param>
    public static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        var swapped = values.ToArray();
        SwapBytes(swapped);
        stream.Write(MemoryMarshal.AsBytes(swapped.AsSpan()));
    }

    internal static void Write(Stream stream, FeatureMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (frames, bands) = (matrix.Frames, matrix.Bands);
        WriteHeader(stream, "<f4", matrix.IsVector ? [frames] : [bands, frames]);
        var band = new float[frames];
        for (var b = 0; b < bands; b++)
        {
            for (var t = 0; t < frames; t++) band[t] = matrix.Values[t * bands + b];
            WriteValues(stream, band);
        }
    }

    private static void SwapBytes(Span<float> values)
    {
        var bits = MemoryMarshal.Cast<float, uint>(values);
        for (var i = 0; i < bits.Length; i++) bits[i] = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bits[i]);
    }
}
