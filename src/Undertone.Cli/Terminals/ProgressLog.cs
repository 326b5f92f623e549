namespace Undertone.Cli.Terminals;

/// <summary>Progress where nobody watches a screen: a plain line every ten seconds.</summary>
/// <param name="writer">Where it is written.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressLog(TextWriter writer, TimeProvider time) : IProgressDisplay
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TimeLeft _left = new(time);
    private long _written = time.GetTimestamp();

    public void Report(ProgressState state)
    {
        lock (_gate)
        {
            var left = _left.After(state);
            if (time.GetElapsedTime(_written) < Pause) return;
            _written = time.GetTimestamp();
            writer.WriteLine(ProgressText.Plain(state, left));
        }
    }

    public void Aside(Action write)
    {
        lock (_gate) write();
    }

    public void Clear()
    {
    }

    public void Dispose()
    {
    }
}
