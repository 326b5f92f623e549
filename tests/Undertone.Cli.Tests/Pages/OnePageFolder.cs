using System.Diagnostics;

namespace Undertone.Cli.Tests.Pages;

/// <summary>Where the commands of one page are run.</summary>
public sealed class OnePageFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-page-").FullName;

    /// <param name="prepared">The folder that it looks like.</param>
    /// <param name="otherRun">The name of one more run.</param>
    public OnePageFolder(string prepared, string otherRun)
    {
        foreach (var entry in Directory.GetFileSystemEntries(prepared))
        {
            var name = Path.GetFileName(entry);
            if (name == "runs") continue;
            if (Directory.Exists(entry)) Directory.CreateSymbolicLink(At(name), entry);
            else File.Copy(entry, At(name));
        }

        foreach (var run in Directory.GetDirectories(Path.Combine(prepared, "runs"))) CopyFolder(run, At("runs", Path.GetFileName(run)));
        CopyFolder(Directory.GetDirectories(Path.Combine(prepared, "runs"), "*-mlp").Single(), At("runs", otherRun));
    }

    /// <summary>Runs a line as a shell does, with a clip on standard input, and gives its exit code and what it told.</summary>
    internal (int Code, string Told) Run(ShownCommand command, TimeSpan patience)
    {
        var line = command.Text.StartsWith("dotnet run ", StringComparison.Ordinal) ? "undertone " + command.Arguments : command.Text;
        var start = new ProcessStartInfo("bash", ["-c", "set -o pipefail; { " + line + "; } < clip.wav > told.txt 2>&1"])
        {
            WorkingDirectory = _folder,
        };
        start.Environment["PATH"] = At("bin") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["XDG_DATA_HOME"] = At("data");
        start.Environment["XDG_CACHE_HOME"] = At("caches");
        using var process = Process.Start(start)!;
        if (!process.WaitForExit(patience)) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return (process.ExitCode, File.ReadAllText(At("told.txt")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private string At(params string[] names) => Path.Combine([_folder, .. names]);
}
