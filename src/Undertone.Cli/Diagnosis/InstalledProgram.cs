using Undertone.Cli.Tools;

namespace Undertone.Cli.Diagnosis;

/// <summary>What a program of the system says of itself.</summary>
internal static class InstalledProgram
{
    /// <summary>The version that it tells, or why it tells none.</summary>
    /// <param name="file">The program's file.</param>
    /// <param name="question">The argument that asks for the version.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>Whether it works, and its version or what is wrong with it.</returns>
    /// <exception cref="OperationCanceledException">The asking was ended.</exception>
    public static (bool Works, string Text) Ask(string file, string question, TimeSpan patience, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(patience);
        try
        {
            return SystemTool.Run(file, [question], "", end.Token) switch
            {
                null => (false, "on PATH, but the system does not run it"),
                { Failure: { } failure } => (false, $"on PATH, but it fails ({failure})"),
                var outcome => (true, Version(outcome.Output)),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (false, FormattableString.Invariant($"on PATH, but it does not answer in {patience.TotalSeconds:0.#} s"));
        }
    }

    /// <summary>The word behind "version" in the first line, else the first that begins with a digit.</summary>
    private static string Version(string output)
    {
        var words = output.Split('\n')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "version") + 1;
        return (at > 0 && at < words.Length ? words[at] : Array.Find(words, w => char.IsAsciiDigit(w[0]))) ?? "of an unknown version";
    }
}
