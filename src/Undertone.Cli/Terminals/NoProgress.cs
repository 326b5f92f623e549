namespace Undertone.Cli.Terminals;

/// <summary>Shows nothing: for --quiet, and where rows that come one by one are progress enough.</summary>
internal sealed class NoProgress : IProgressDisplay
{
    private readonly Lock _gate = new();

    public static NoProgress Instance { get; } = new();

    public void Report(ProgressState state)
    {
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
