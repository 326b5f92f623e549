using System.Runtime.InteropServices;

namespace Undertone.Cli.Tools;

/// <summary>This program, as another process starts it.</summary>
internal static class OwnProgram
{
    /// <summary>The words that start it on any machine that sees the same files: full paths.</summary>
    public static IReadOnlyList<string> Words
    {
        get
        {
            var library = Path.Combine(AppContext.BaseDirectory, "undertone.dll");
            return File.Exists(library) && File.Exists(Dotnet) ? [Dotnet, library] : [Environment.ProcessPath!];
        }
    }

    /// <summary>The host that runs this process; not the one on PATH, which may be another or none.</summary>
    // Its runtimes lie in shared/NAME/VERSION.
    public static string Dotnet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", Executable("dotnet")));

    /// <summary>The name of a program's file on this system.</summary>
    public static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
