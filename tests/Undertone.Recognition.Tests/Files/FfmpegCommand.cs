using System.Diagnostics;

namespace Undertone.Recognition.Tests.Files;

/// <summary>Makes compressed files for tests.</summary>
internal static class FfmpegCommand
{
    /// <summary>Encodes a file into the format that the other's name says.</summary>
    public static void Convert(string from, string to, string options = "")
    {
        string[] arguments = ["-nostdin", "-v", "error", "-i", from, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), to];
        using var process = Process.Start("ffmpeg", arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, to);
    }
}
