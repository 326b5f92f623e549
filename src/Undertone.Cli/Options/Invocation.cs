using System.CommandLine;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Options;

/// <summary>Does what a command line says.</summary>
internal static class Invocation
{
    /// <summary>Does it; what it throws is thrown on.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The line is wrong.</exception>
    public static int InvokeIn(this ParseResult parsed, Terminal terminal)
    {
        CommandLineFaults.Refuse(parsed);
        return parsed.Invoke(new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }
}
