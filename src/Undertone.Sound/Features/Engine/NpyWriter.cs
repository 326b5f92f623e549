using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Undertone.Sound.Features.Engine;

/// <summary>NumPy's .npy format, version 1.0.</summary>
internal static class NpyWriter
{
    private const int Alignment = 64;
    private const int FixedBytes = 10;

    public static void Write(Stream stream, FeatureMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (frames, bands) = (matrix.Frames, matrix.Bands);
        var shape = matrix.IsVector
            ? string.Create(CultureInfo.InvariantCulture, $"({frames},)")
            : string.Create(CultureInfo.InvariantCulture, $"({bands}, {frames})");
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}";
        var length = (FixedBytes + text.Length + 1 + Alignment - 1) / Alignment * Alignment - FixedBytes;
        stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n"));
        var band = new float[frames];
        for (var b = 0; b < bands; b++)
        {
            for (var t = 0; t < frames; t++) band[t] = matrix.Values[t * bands + b];
            if (!BitConverter.IsLittleEndian) SwapBytes(band);
            stream.Write(MemoryMarshal.AsBytes(band.AsSpan()));
        }
    }

    private static void SwapBytes(Span<float> values)
    {
        var bits = MemoryMarshal.Cast<float, uint>(values);
        for (var i = 0; i < bits.Length; i++) bits[i] = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bits[i]);
    }
}
