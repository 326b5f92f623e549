namespace Undertone.Cli.Completion;

/// <summary>The scripts that make shells ask the program.</summary>
internal static class CompletionScripts
{
    /// <summary>The shells that there is a script for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script of one of <see cref="Shells"/>.</summary>
    public static string Of(string shell)
    {
        using var stream = typeof(CompletionScripts).Assembly.GetManifestResourceStream("completion." + shell)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
