namespace Undertone.Serve.Tests;

/// <summary>A folder with the names of onnxruntime-web's files.</summary>
internal sealed class RuntimeFolder : IDisposable
{
    private static readonly string[] Names = ["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"];

    public RuntimeFolder()
    {
        foreach (var name in Names) File.WriteAllText(System.IO.Path.Combine(Path, name), name);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("undertone-runtime-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
