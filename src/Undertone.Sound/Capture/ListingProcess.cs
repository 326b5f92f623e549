using System.ComponentModel;
using System.Diagnostics;

namespace Undertone.Sound.Capture;

/// <summary>A program that prints something and ends.</summary>
internal static class ListingProcess
{
    /// <summary>
    /// What it prints, on standard error where nothing comes on standard output; null where it is not installed, or does not end in time.
    /// Some list devices and then fail for want of an input, so that the exit code tells nothing.
    /// </summary>
    public static string? TextOf(string program, string[] arguments, TimeSpan patience)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return output.Result.Length > 0 ? output.Result : error.Result;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
