namespace Undertone.Cli.Terminals;

/// <summary>A file or folder that was named cannot be used: exit code 3.</summary>
internal sealed class BadInputException(string message, Exception? inner = null) : Exception(message, inner);
