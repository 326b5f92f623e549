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

    // The managed part of this version asks for functions that older libraries do not have.
    private static readonly Version Oldest = new(1, 31);
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
    public static string? Find() => Find(Named);

    /// <summary>Loads the library.</summary>
    /// <exception cref="OnnxRuntimeMissingException">It is not found, or is no ONNX Runtime.</exception>
    internal static void Load()
    {
        lock (Gate)
        {
            if (_library != 0) return;
            _library = Open(Named).Library;
            if (_resolves) return;
            _resolves = true;
            // Its own search would be told of as overruled.
            OrtEnv.DisableDllImportResolver = true;
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

    private static string? Named => _path ?? Environment.GetEnvironmentVariable(Variable);

    /// <summary>The library that models would be run by, as file and version.</summary>
    /// <exception cref="OnnxRuntimeMissingException">There is none, or it cannot be used.</exception>
    internal static (string File, string Version) Check()
    {
        var (library, file, version) = Open(Named);
        NativeLibrary.Free(library);
        return (file, version);
    }

    /// <summary>Loads the library that is named, or else the one that is found.</summary>
    /// <exception cref="OnnxRuntimeMissingException">It is not found, or is no ONNX Runtime.</exception>
    internal static (nint Library, string File, string Version) Open(string? named)
    {
        if (Find(named) is { } file)
        {
            try
            {
                return Checked(file, NativeLibrary.Load(file));
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                throw new OnnxRuntimeMissingException($"{file}: this is no library for this system.", e);
            }
        }

        if (!string.IsNullOrEmpty(named)) throw new OnnxRuntimeMissingException($"{named}: there is no {FileName} of ONNX Runtime.");
        foreach (var name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, out var library)) return Checked(name, library);
        }

        throw new OnnxRuntimeMissingException(
            $"Models as ONNX need ONNX Runtime's native library {FileName}, which is neither beside the program nor where the system "
            + "looks.");
    }

    /// <summary>What is wrong with a version of the library; null where it can be used.</summary>
    /// <param name="text">The version as the library tells it.</param>
    internal static string? FaultOf(string text) => Version.TryParse(text.Split('-', '+')[0], out var version) && version >= Oldest
        ? null
        : $"this is ONNX Runtime {text}, and {Oldest} or newer is needed.";

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        Path.GetFileNameWithoutExtension(name) is Imported or "lib" + Imported ? _library : 0;

    private static unsafe (nint Library, string File, string Version) Checked(string file, nint library)
    {
        var (fault, version) = ("this library is not ONNX Runtime.", "");
        if (NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var start))
        {
            // OrtApiBase: a function that gives the other functions, and one that tells the version.
            var functions = ((delegate* unmanaged<nint*>)start)();
            version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)functions[1])()) ?? "";
            fault = FaultOf(version);
        }

        if (fault is null) return (library, file, version);
        NativeLibrary.Free(library);
        throw new OnnxRuntimeMissingException($"{file}: {fault}");
    }

    private static IEnumerable<string> FileNames => [FileName, FileName + ".1"];

    /// <summary>Where the library may lie: only there where a place was named, else beside the program.</summary>
    private static string? Find(string? named)
    {
        if (File.Exists(named)) return named;
        string[] folders = string.IsNullOrEmpty(named)
            ? [AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native")]
            : [named];
        return folders.SelectMany(f => FileNames.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
    }
}
