namespace Undertone.Learning.Graphs;

/// <summary>Kinds of numbers, by the values that ONNX has for them (TensorProto.DataType).</summary>
internal enum GraphType
{
    /// <summary>32-bit floats.</summary>
    Single = 1,

    /// <summary>64-bit whole numbers.</summary>
    Integer = 7,

    /// <summary>64-bit floats.</summary>
    Double = 11,
}
