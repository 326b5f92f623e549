using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Undertone.Onnx.Runtime;

/// <summary>
/// Finds the native library of ONNX Runtime: at the path that was named, in the environment variable <c>UNDERTONE_ONNX_RUNTIME</c>, beside
/// the program, or where the system looks for libraries.
/// </summary>
public static class OnnxRuntimeLibrary
{
    /// <summary>The environment variable that names the library or its folder.</summary>
    public const string Variable = "UNDERTONE_ONNX_RUNTIME";

    private const string Imported = "onnxruntime";
    private static readonly Lock Gate = new();
    private static string? _path;
    private static nint _library;
    private static bool _resolves;

    /// <summary>What the library is called on this system.</summary>
    public static string FileName => OperatingSystem.IsWindows() ? "onnxruntime.dll"
        : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib"
        : "libonnxruntime.so";

    /// <summary>Names the library; it is loaded when the first model is opened.</summary>
    /// <param name="path">The file, or a folder that holds it; null looks for it as if nothing had been named.</param>
    public static void Use(string? path) => _path = path;

    /// <summary>The library that would be loaded; null where none is found beside the system's own places.</summary>
    public static string? Find() => Candidates().FirstOrDefault(File.Exists);

    /// <summary>Loads the library.</summary>
    /// <exception cref="OnnxRuntimeMissingException">It is not found, or is no ONNX Runtime.</exception>
    internal static void Load()
    {
        lock (Gate)
        {
            if (_library != 0) return;
            _library = Open();
            if (_resolves) return;
            _resolves = true;
            try
            {
                NativeLibrary.SetDllImportResolver(typeof(InferenceSession).Assembly, Resolve);
            }
            catch (InvalidOperationException)
            {
                // The program runs ONNX Runtime already, and said where it is.
            }
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        Path.GetFileNameWithoutExtension(name) is Imported or "lib" + Imported ? _library : 0;

    private static nint Open()
    {
        var named = _path ?? Environment.GetEnvironmentVariable(Variable);
        if (Find() is { } file)
        {
            if (!NativeLibrary.TryLoad(file, out var library))
                throw new OnnxRuntimeMissingException($"{file}: this is no library for this system.");
            if (NativeLibrary.TryGetExport(library, "OrtGetApiBase", out _)) return library;
            throw new OnnxRuntimeMissingException($"{file}: this library is not ONNX Runtime.");
        }

        if (!string.IsNullOrEmpty(named)) throw new OnnxRuntimeMissingException($"{named}: there is no {FileName} of ONNX Runtime.");
        foreach (var name in new[] { FileName, FileName + ".1" })
        {
            if (NativeLibrary.TryLoad(name, out var library)) return library;
        }

        throw new OnnxRuntimeMissingException(
            $"Models as ONNX need ONNX Runtime's native library {FileName}, which is neither beside the program nor where the system "
            + "looks.");
    }

    /// <summary>Where the library may lie: only there where a place was named, else beside the program.</summary>
    private static IEnumerable<string> Candidates()
    {
        var named = _path ?? Environment.GetEnvironmentVariable(Variable);
        var system = RuntimeInformation.RuntimeIdentifier;
        var folders = string.IsNullOrEmpty(named)
            ? [AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", system, "native")]
            : new[] { named };
        if (!string.IsNullOrEmpty(named) && File.Exists(named)) yield return named;
        foreach (var folder in folders)
        {
            yield return Path.Combine(folder, FileName);
            yield return Path.Combine(folder, FileName + ".1");
        }
    }
}
