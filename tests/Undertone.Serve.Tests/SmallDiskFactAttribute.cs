using System.Diagnostics;

namespace Undertone.Serve.Tests;

/// <summary>A test on a disk of one megabyte, which only the administrator of a Linux can make.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Possible = new(() =>
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return false;
        var folder = Directory.CreateTempSubdirectory("undertone-mount-").FullName;
        var mounted = Mount(folder);
        if (mounted) Run("umount", folder);
        Directory.Delete(folder);
        return mounted;
    });

    public SmallDiskFactAttribute()
    {
        if (!Possible.Value) Skip = "no small disk: only root of a Linux that lets it mount a tmpfs has one";
    }

    /// <summary>Puts the disk in the place of a folder.</summary>
    public static bool Mount(string folder) => Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder);

    private static bool Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
