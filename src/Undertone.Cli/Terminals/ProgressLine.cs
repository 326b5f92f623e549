namespace Undertone.Cli.Terminals;

/// <summary>One line on a terminal that is written again and again: stage, bar, count, figures, time left. It fits the terminal.</summary>
/// <param name="writer">The terminal.</param>
/// <param name="width">How many columns the terminal has now.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressLine(TextWriter writer, Func<int> width, TimeProvider time) : IProgressDisplay
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);

    private readonly Lock _gate = new();
    private readonly TimeLeft _left = new(time);
    private ProgressState? _state;
    private TimeSpan? _timeLeft;
    private long _drawnAt;
    private int _drawn;

    public void Report(ProgressState state)
    {
        lock (_gate)
        {
            var isNew = state.Stage != _state?.Stage;
            _state = state;
            _timeLeft = _left.After(state);
            if (!isNew && state.Done < state.Total && _drawn > 0 && time.GetElapsedTime(_drawnAt) < Pause) return;
            Draw();
        }
    }

    public void Aside(Action write)
    {
        lock (_gate)
        {
            var isShown = _drawn > 0;
            Erase();
            write();
            if (isShown) Draw();
        }
    }

    public void Clear()
    {
        lock (_gate) Erase();
    }

    public void Dispose() => Clear();

    private void Draw()
    {
        // The last column stays free: a terminal that has written it may begin a new line.
        var line = ProgressText.Line(_state!.Value, _timeLeft, width() - 1);
        writer.Write(Erasure() + line);
        (_drawn, _drawnAt) = (line.Length, time.GetTimestamp());
    }

    private void Erase()
    {
        if (_drawn > 0) writer.Write(Erasure());
        _drawn = 0;
    }

    /// <summary>A terminal that has become narrower has broken the line: all its rows go.</summary>
    private string Erasure()
    {
        var above = _drawn == 0 ? 0 : (_drawn - 1) / Math.Max(1, width());
        return "\r\e[2K" + string.Concat(Enumerable.Repeat("\e[1A\e[2K", above));
    }
}
