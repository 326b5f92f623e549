using System.Diagnostics;
using System.Runtime.InteropServices;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tools;

/// <summary>The program <c>undertone-serve</c>, which lies beside this one.</summary>
internal static partial class ServeProgram
{
    private const string Name = "undertone-serve";

    /// <summary>How to get it.</summary>
    public const string Remedy =
        "'dotnet publish src/Undertone.Cli -c Release -o DIR' puts it beside this one; from the sources, "
        + "'dotnet run --project src/Undertone.Serve --' runs it.";

    /// <summary>Where it lies, if it is there.</summary>
    public static string Place { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? Name + ".exe" : Name);

    /// <summary>
    /// Puts the program in the place of this process, so that signals reach it and its end is this one's; on Windows, which has no such
    /// thing, it runs as a child whose console is the same.
    /// </summary>
    /// <param name="args">Its words.</param>
    /// <returns>Its exit code, where it ran as a child.</returns>
    /// <exception cref="FailedException">It is not there, or the system refuses to run it.</exception>
    public static int Become(IReadOnlyList<string> args)
    {
        var program = Place;
        if (!File.Exists(program)) throw new FailedException($"{program}: the program of the service is not there. {Remedy}");

        if (!OperatingSystem.IsWindows())
        {
            _ = Execute(program, [Name, .. args, null]);
            throw new FailedException($"{program}: the system does not run it ({Marshal.GetLastPInvokeErrorMessage()}).");
        }

        using var child = Process.Start(program, args);
        child.WaitForExit();
        return child.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] args);
}
