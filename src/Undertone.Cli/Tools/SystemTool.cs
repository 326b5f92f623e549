using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Undertone.Cli.Tools;

/// <summary>A program of the system that is run to its end. Words are handed over as a list, never through a shell.</summary>
internal static class SystemTool
{
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs a program.</summary>
    /// <param name="name">A name on PATH, or a path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>How it ended; null where it is not installed.</returns>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static ToolOutcome? Run(string name, IReadOnlyList<string> arguments, string input, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(name, arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
                StandardInputEncoding = WithoutMark,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            })!;
            using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            Feed(process, input);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return new ToolOutcome(process.ExitCode, output.Result, error.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static void Feed(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read; its exit code tells the rest.
        }
    }
}
