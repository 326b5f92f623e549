namespace Undertone.Cli.Terminals;

/// <summary>What was asked for could not be done, and no file that was named is to blame: exit code 1.</summary>
internal sealed class FailedException(string message, Exception? inner = null) : Exception(message, inner);
