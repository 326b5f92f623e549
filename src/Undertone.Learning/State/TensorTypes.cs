namespace Undertone.Learning.State;

/// <summary>The types of numbers in files of tensors, under the words of safetensors.</summary>
internal static class TensorTypes
{
    /// <summary>Bytes of a number; 0 where the word is none of these.</summary>
    public static int WidthOf(string type) => type switch
    {
        "BOOL" or "I8" or "U8" => 1,
        "F16" or "BF16" or "I16" => 2,
        "F32" or "I32" => 4,
        "F64" or "I64" => 8,
        _ => 0,
    };
}
