namespace Undertone.Cli.Tools;

/// <summary>How a program of the system ended.</summary>
/// <param name="ExitCode">0 where it did its work.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it said on standard error.</param>
internal sealed record ToolOutcome(int ExitCode, string Output, string Error)
{
    /// <summary>Why it failed, in its own last words; null where it did not.</summary>
    public string? Failure
    {
        get
        {
            if (ExitCode == 0) return null;
            var message = Error.Trim();
            return message.Length > 0 ? message.Split('\n')[^1].Trim() : FormattableString.Invariant($"exit code {ExitCode}");
        }
    }
}
