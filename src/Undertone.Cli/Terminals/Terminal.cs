namespace Undertone.Cli.Terminals;

/// <summary>Where a command reads and writes: results on standard output, progress and messages on standard error.</summary>
/// <param name="output">Results.</param>
/// <param name="error">Messages and progress.</param>
/// <param name="openInput">Gives standard input when a command asks for it.</param>
/// <param name="interactive">Whether <paramref name="error"/> is a terminal, where a progress bar makes sense.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, Func<Stream> openInput, bool interactive)
{
    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    /// <summary>Set by --quiet: only results and errors are printed.</summary>
    public bool Quiet { get; set; }

    /// <summary>Set by --verbose: errors come with their stack trace.</summary>
    public bool Verbose { get; set; }

    public Stream OpenInput() => openInput();

    public static Terminal OfProcess()
    {
        // One buffer for the whole result; the process flushes it at its end.
        var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 14) { NewLine = "\n" };
        var error = new StreamWriter(Console.OpenStandardError(), new System.Text.UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };
        return new Terminal(output, error, Console.OpenStandardInput, !Console.IsErrorRedirected);
    }

    public void Message(string text)
    {
        if (!Quiet) Error.WriteLine(text);
    }

    /// <summary>Starts a progress display; on a terminal a bar with the time left, else nothing.</summary>
    public IProgressDisplay Progress() => interactive && !Quiet ? new ProgressLine(Error) : NoProgress.Instance;
}
