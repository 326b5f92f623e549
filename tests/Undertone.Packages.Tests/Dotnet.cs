using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Undertone.Packages.Tests;

/// <summary>Programs as processes of their own, in an environment that knows nothing of this one's build.</summary>
internal static class Dotnet
{
    /// <summary>Runs <c>dotnet</c> to its end, which must be a good one, and gives what it printed.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="packages">Where NuGet keeps what it unpacks; null for the user's own folder.</param>
    /// <param name="args">Its words.</param>
    public static async Task<string> Run(string folder, string? packages, params string[] args)
    {
        var (code, output, errors) = await RunProgram("dotnet", folder, packages, args);
        code.ShouldBe(0, $"dotnet {string.Join(' ', args)}\n{output}{errors}");
        return output;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunProgram(
        string program, string folder, string? packages, params string[] args)
    {
        using var process = Start(program, folder, packages, args);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    /// <summary>Starts a program.</summary>
    public static Process Start(string program, string folder, string? packages, params string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);

        // Servers that outlive the command would keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (packages is not null) start.Environment["NUGET_PACKAGES"] = packages;
        return Process.Start(start)!;
    }
}
