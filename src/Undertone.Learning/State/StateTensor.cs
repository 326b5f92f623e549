using System.Buffers.Binary;

namespace Undertone.Learning.State;

/// <summary>A named array of numbers as it stands in a safetensors file: little-endian, row-major.</summary>
/// <param name="Name">Unique within its classifier.</param>
/// <param name="DType">"F32", "F64" or "I32", the words of safetensors.</param>
/// <param name="Shape">Sizes of the dimensions.</param>
/// <param name="Data">The bytes.</param>
public sealed record StateTensor(string Name, string DType, IReadOnlyList<int> Shape, byte[] Data)
{
    /// <summary>Makes a tensor of 32-bit floats.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">As many numbers as the product of the shape.</param>
    /// <param name="shape">Sizes of the dimensions.</param>
    public static StateTensor From(string name, ReadOnlySpan<float> values, params int[] shape)
    {
        var data = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * 4), values[i]);
        return new StateTensor(name, "F32", shape, data);
    }

    /// <summary>The numbers of a tensor of 32-bit floats.</summary>
    /// <exception cref="InvalidDataException">The tensor is of another type.</exception>
    public float[] ToSingles()
    {
        if (DType != "F32") throw new InvalidDataException($"Tensor '{Name}' is of type {DType}, not F32.");
        var values = new float[Data.Length / 4];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(Data.AsSpan(i * 4));
        return values;
    }

    internal static StateTensor From(string name, ReadOnlySpan<double> values, params int[] shape)
    {
        var data = new byte[values.Length * 8];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(i * 8), values[i]);
        return new StateTensor(name, "F64", shape, data);
    }

    internal static StateTensor From(string name, ReadOnlySpan<int> values, params int[] shape)
    {
        var data = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(i * 4), values[i]);
        return new StateTensor(name, "I32", shape, data);
    }
}
