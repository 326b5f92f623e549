using System.Text;

namespace Undertone.Cli.Terminals;

/// <summary>Where a command reads and writes: results on standard output, progress and messages on standard error.</summary>
/// <param name="output">Results.</param>
/// <param name="error">Messages and progress.</param>
/// <param name="openInput">Gives standard input when a command asks for it.</param>
/// <param name="interactive">Whether <paramref name="error"/> is a terminal, where a progress bar makes sense.</param>
/// <param name="showsResults">Whether <paramref name="output"/> is a terminal too: rows that come one by one are progress enough.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, Func<Stream> openInput, bool interactive, bool showsResults = false)
{
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    private IProgressDisplay _progress = NoProgress.Instance;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    /// <summary>Whether <see cref="Output"/> is a terminal.</summary>
    public bool ShowsResults => showsResults;

    /// <summary>Whether <see cref="Output"/> is a terminal that can be drawn on.</summary>
    public bool ShowsScreens => ShowsResults && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Whether colors are not declined by <c>NO_COLOR</c>.</summary>
    public static bool WantsColors => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Set by --quiet: only results and errors are printed.</summary>
    public bool Quiet { get; set; }

    /// <summary>Set by --verbose: errors come with their stack trace.</summary>
    public bool Verbose { get; set; }

    /// <summary>The clock of progress. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many columns the terminal of <see cref="Error"/> has now. Default 80.</summary>
    public Func<int> Width { get; init; } = () => 80;

    /// <summary>Whether a person at a keyboard can be asked.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Asks a question on standard error; null where nobody can answer.</summary>
    /// <returns>Whether the answer begins with y.</returns>
    public bool? Ask(string question)
    {
        if (!CanAsk) return null;
        Error.Write(question);
        using var reader = new StreamReader(OpenInput());
        return reader.ReadLine()?.TrimStart().StartsWith("y", StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <exception cref="InvalidDataException">Standard input was closed when the program started.</exception>
    public Stream OpenInput() => openInput();

    public static Terminal OfProcess()
    {
        // A writer of rows passes each one on; all else is flushed at the end.
        var output = new StreamWriter(new ResultStream(Open(1, Console.OpenStandardOutput)), WithoutMark, 1 << 14) { NewLine = "\n" };
        var messages = new MessageStream(Open(2, Console.OpenStandardError));
        var error = new StreamWriter(messages, WithoutMark) { NewLine = "\n", AutoFlush = true };
        return new Terminal(output, error, OpenProcessInput, !Console.IsErrorRedirected, !Console.IsOutputRedirected)
        {
            Width = () => TerminalSize.Now(TerminalSize.Error).Width,
            CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
        };
    }

    public void Message(string text)
    {
        if (!Quiet) Complain(text);
    }

    /// <summary>Writes to standard error even where --quiet is given.</summary>
    public void Complain(string text) => _progress.Aside(() => Error.WriteLine(text));

    /// <summary>Starts a progress display: on a terminal a bar with the time left, else a plain line every ten seconds.</summary>
    public IProgressDisplay Progress() => _progress = Quiet ? NoProgress.Instance
        : interactive ? new ProgressLine(Error, Width, Time)
        : new ProgressLog(Error, Time);

    /// <summary>Starts a progress display for a command that prints rows as they come: none where these show on the terminal.</summary>
    public IProgressDisplay ProgressBesideRows() => showsResults ? NoProgress.Instance : Progress();

    private static Stream Open(int number, Func<Stream> console) => OperatingSystem.IsWindows() ? console() : new DescriptorStream(number);

    private static Stream OpenProcessInput() => OperatingSystem.IsWindows() || DescriptorStream.IsOpen(0)
        ? Console.OpenStandardInput()
        : throw new InvalidDataException("standard input is closed. Pipe audio into the command, or name a file.");
}
