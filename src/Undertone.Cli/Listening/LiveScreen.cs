using System.Diagnostics;
using System.Text;
using Spectre.Console;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Listening;

/// <summary>
/// Shows what is heard on the whole screen of a terminal. Every frame is drawn anew for the size that the terminal has then; behind it
/// stands the screen as it was before, to which it returns with the summary.
/// </summary>
internal sealed class LiveScreen : ILiveOutput
{
    private const string Enter = "\e[?1049h\e[?25l";
    private const string Leave = "\e[?25h\e[?1049l";
    private const string Home = "\e[H";
    private const string EndOfLine = "\e[K";
    private const string RestOfScreen = "\e[J";
    private const int FrameMilliseconds = 100;

    private readonly Terminal _terminal;
    private readonly Func<(int Width, int Height)> _size;
    private readonly bool _colors;
    private readonly Stopwatch _sinceDrawn = new();
    private readonly List<string> _warnings = [];
    private bool _left;

    /// <summary>Takes the screen.</summary>
    public LiveScreen(Terminal terminal, Func<(int Width, int Height)> size, bool colors)
    {
        (_terminal, _size, _colors) = (terminal, size, colors);
        Print(Enter);
    }

    /// <summary>A frame as text, with the sequences of a terminal where it has colors.</summary>
    public static string Draw(LiveState state, int width, int height, bool colors)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        (console.Profile.Width, console.Profile.Height) = (width, height);
        var frame = new StringBuilder();
        foreach (var line in LiveView.Lines(state, width).Take(height))
        {
            console.Write(line);
            // What does not fit into a row is left away.
            var drawn = text.GetStringBuilder();
            frame.Append(drawn.ToString().Split('\n')[0].TrimEnd()).Append('\n');
            drawn.Clear();
        }

        return frame.ToString();
    }

    public void Heard(LiveState state)
    {
        if (_sinceDrawn.IsRunning && _sinceDrawn.ElapsedMilliseconds < FrameMilliseconds) return;
        _sinceDrawn.Restart();
        var (width, height) = _size();
        // The last column and row stay free: a terminal would wrap or scroll there.
        var lines = Draw(state, Math.Max(1, width - 1), Math.Max(1, height - 1), _colors).TrimEnd('\n').Split('\n');
        var frame = new StringBuilder(Home);
        foreach (var line in lines) frame.Append(line).Append(EndOfLine).Append("\r\n");
        Print(frame.Append(RestOfScreen).ToString());
    }

    public void Answered(LiveState state, StreamingPrediction answer)
    {
    }

    public void Said(LiveState state, double startSeconds, double endSeconds, string words)
    {
        if (_left) Print(LiveText.Line(startSeconds, endSeconds, words) + "\n");
    }

    public void Warn(LiveState state, string message)
    {
        if (_left) _terminal.Message(message);
        else _warnings.Add(message);
        state.Note = message;
    }

    public void End(LiveState state)
    {
        foreach (var line in LiveText.Summary(state)) Print(line + "\n");
    }

    public void Dispose() => Stop();

    /// <summary>Gives the screen back.</summary>
    public void Stop()
    {
        if (_left) return;
        _left = true;
        Print(Leave);
        foreach (var warning in _warnings) _terminal.Message(warning);
    }

    private void Print(string text)
    {
        _terminal.Output.Write(text);
        _terminal.Output.Flush();
    }
}
