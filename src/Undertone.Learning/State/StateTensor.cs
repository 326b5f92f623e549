using System.Buffers.Binary;

namespace Undertone.Learning.State;

/// <summary>A named array of numbers as it stands in a safetensors file: little-endian, row-major.</summary>
/// <param name="Name">Unique within its classifier.</param>
/// <param name="DType">The word of safetensors: "F32", "F64" or "I32"; from files of others also another type of numbers.</param>
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

    /// <summary>The numbers of a tensor of any type in 64-bit floats.</summary>
    public double[] ToDoubles()
    {
        if (DType != "F64") return Array.ConvertAll(AsSingles().ToSingles(), v => (double)v);
        var values = new double[Data.Length / 8];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadDoubleLittleEndian(Data.AsSpan(i * 8));
        return values;
    }

    /// <summary>The tensor in 32-bit floats: those of 16 and 64 bits and whole numbers are converted, rounded to the nearest.</summary>
    public StateTensor AsSingles()
    {
        if (DType == "F32") return this;
        var width = TensorTypes.WidthOf(DType);
        var values = new float[width == 0 ? 0 : Data.Length / width];
        for (var i = 0; i < values.Length; i++)
        {
            var from = Data.AsSpan(i * width);
            values[i] = DType switch
            {
                "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(from),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(from),
                "BF16" => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(from) << 16),
                "I64" => BinaryPrimitives.ReadInt64LittleEndian(from),
                "I32" => BinaryPrimitives.ReadInt32LittleEndian(from),
                "I16" => BinaryPrimitives.ReadInt16LittleEndian(from),
                "I8" => (sbyte)from[0],
                _ => from[0],
            };
        }

        return From(Name, values, [.. Shape]);
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
