namespace Undertone.Onnx.Files;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="ElementType">
/// The number of its elements' type in ONNX: 1 for 32-bit floats, 6 and 7 for whole numbers of 32 and 64 bits.
/// </param>
/// <param name="Shape">Its axes; -1 where an axis varies; null where the file says nothing.</param>
internal sealed record OnnxValue(string Name, int ElementType, IReadOnlyList<long>? Shape)
{
    /// <summary>The type of 32-bit floats.</summary>
    public const int Single = 1;

    /// <summary>The axes in words.</summary>
    public string ShapeText => Shape is null ? "?" : $"[{string.Join(", ", Shape.Select(s => s < 0 ? "?" : s.ToString()))}]";
}
