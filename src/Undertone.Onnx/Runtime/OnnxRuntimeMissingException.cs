namespace Undertone.Onnx.Runtime;

/// <summary>The native library of ONNX Runtime is not to be found, or cannot be used.</summary>
public sealed class OnnxRuntimeMissingException : IOException
{
    /// <summary>Says what was looked for and where it comes from.</summary>
    /// <param name="reason">What was looked for, or what is wrong with what was found.</param>
    /// <param name="inner">What was met; null for nothing.</param>
    public OnnxRuntimeMissingException(string reason, Exception? inner = null)
        : base(
            $"{reason} It is in the NuGet package Microsoft.ML.OnnxRuntime under runtimes/RID/native, and in the releases of ONNX Runtime: "
            + $"put the file beside the program, in {AppContext.BaseDirectory}, or name it with --onnx-runtime PATH or "
            + $"{OnnxRuntimeLibrary.Variable}.", inner) => Reason = reason;

    /// <summary>What was looked for, or what is wrong with what was found.</summary>
    public string Reason { get; }
}
