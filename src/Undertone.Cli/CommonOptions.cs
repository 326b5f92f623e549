using System.CommandLine;

namespace Undertone.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<bool> Quiet { get; } = new("--quiet") { Description = "Print results and errors only.", Recursive = true };

    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Print the stack trace of an error.", Recursive = true };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<string?> Model() => new("--model") { Description = "A model bundle, a run folder or the name of a built-in model (default: base).", HelpName = "M" };

    public static Option<string[]> Data() => new("--data") { Description = "Folder or manifest with corpora; may be given several times.", HelpName = "DIR", Required = true, AllowMultipleArgumentsPerToken = true };

    public static Option<int?> Threads() => new("--threads") { Description = "Worker threads (default: one a processor); results do not depend on it.", HelpName = "N" };

    public static Option<string[]> Set() => new("--set") { Description = "A setting KEY=VALUE; may be given several times.", HelpName = "KEY=VALUE" };

    /// <summary>The key and value of a --set option.</summary>
    public static (string Key, string Value) Split(string setting)
    {
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? (setting[..at], setting[(at + 1)..]) : throw new UsageException($"--set {setting}: expected KEY=VALUE.");
    }
}
