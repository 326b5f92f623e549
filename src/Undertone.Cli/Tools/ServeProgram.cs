using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tools;

/// <summary>The program <c>undertone-serve</c>, which lies beside this one and does what needs more of .NET.</summary>
internal static partial class ServeProgram
{
    /// <summary>How to get it.</summary>
    public const string Remedy =
        "'dotnet publish src/Undertone.Cli -c Release -o DIR' puts it beside this one; from the sources, "
        + "'dotnet run --project src/Undertone.Serve --' runs it.";

    private const string Name = "undertone-serve";

    private static readonly string Own = Path.Combine(AppContext.BaseDirectory, OwnProgram.Executable(Name));

    // The package of the .NET tool is for every system, and holds no file that one of them could run by itself.
    private static readonly string OfEverySystem = Path.Combine(AppContext.BaseDirectory, Name + ".dll");

    /// <summary>Whether it is there.</summary>
    public static bool IsThere => File.Exists(Own) || File.Exists(OfEverySystem);

    /// <summary>
    /// Puts the program in the place of this process, so that signals reach it and its end is this one's; on Windows, which has no such
    /// thing, it runs as a child whose console is the same.
    /// </summary>
    /// <param name="command">What it is to do.</param>
    /// <param name="parsed">The command line, whose further words it gets.</param>
    /// <returns>Its exit code, where it ran as a child.</returns>
    /// <exception cref="FailedException">It is not there, or the system refuses to run it.</exception>
    public static int Become(string command, ParseResult parsed)
    {
        if (!IsThere) throw new FailedException($"{Own}: the program of the service is not there. {Remedy}");
        string[] args = [command, .. parsed.Tokens.Where(t => t.Type != TokenType.Command).Select(t => t.Value)];
        var (program, words) = File.Exists(Own) ? (Own, args) : (OwnProgram.Dotnet, [OfEverySystem, .. args]);
        if (!OperatingSystem.IsWindows())
        {
            _ = Execute(program, [Path.GetFileName(program), .. words, null]);
            throw new FailedException($"{program}: the system does not run it ({Marshal.GetLastPInvokeErrorMessage()}).");
        }

        using var child = Process.Start(program, words);
        child.WaitForExit();
        return child.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] args);
}
