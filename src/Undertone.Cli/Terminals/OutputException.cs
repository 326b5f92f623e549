namespace Undertone.Cli.Terminals;

/// <summary>Standard output took no more: exit code 1, unless whoever read it had enough and closed the pipe.</summary>
internal sealed class OutputException(IOException inner)
    : Exception($"standard output cannot be written ({SystemReason.Of(inner)}); what was printed is not complete.", inner)
{
    // EPIPE on Linux and macOS; ERROR_BROKEN_PIPE, ERROR_NO_DATA and ERROR_PIPE_NOT_CONNECTED on Windows.
    private static readonly int[] NobodyReads =
        OperatingSystem.IsWindows() ? [unchecked((int)0x8007006D), unchecked((int)0x800700E8), unchecked((int)0x800700E9)] : [32];

    /// <summary>Whether the reader has gone (<c>undertone ... | head</c>), which is no fault.</summary>
    public bool NobodyListens => NobodyReads.Contains(InnerException!.HResult);
}
