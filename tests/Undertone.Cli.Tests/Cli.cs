using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tests;

/// <summary>Runs command lines and keeps what they print: inside the test process, or as the program that UNDERTONE_EXE names.</summary>
internal static class Cli
{
    /// <summary>A published program to test in place of the code of the test process, or null.</summary>
    public static string? Program { get; } =
        Environment.GetEnvironmentVariable("UNDERTONE_EXE") is { Length: > 0 } path ? Path.GetFullPath(path, Repository.Root) : null;

    /// <summary>The words that start the program in a process of its own, whatever PATH is.</summary>
    public static string[] Command { get; } =
        Program is not null ? [Program] : [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "undertone.dll")];

    internal sealed record Outcome(int Code, string Output, string Error)
    {
        public JsonNode Json => JsonNode.Parse(Output)!;
    }

    public static Outcome Run(params string[] args) => RunWithInput([], args);

    public static Outcome RunWithInput(byte[] input, params string[] args) =>
        Program is null ? RunHere(input, args) : RunProgram(Program, input, args);

    /// <summary>Runs inside the test process, whatever UNDERTONE_EXE names.</summary>
    public static Outcome RunHere(byte[] input, string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, () => new MemoryStream(input), interactive: false) { Time = new StoppedClock() };
        var code = CommandLine.Run(args, terminal, CancellationToken.None);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    private static Outcome RunProgram(string program, byte[] input, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading all of it.
        }

        process.WaitForExit();
        return new Outcome(process.ExitCode, output.Result, error.Result);
    }
}
