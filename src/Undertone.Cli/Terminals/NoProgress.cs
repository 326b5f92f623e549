namespace Undertone.Cli.Terminals;

/// <summary>Shows nothing: for pipes, logs and --quiet.</summary>
internal sealed class NoProgress : IProgressDisplay
{
    public static NoProgress Instance { get; } = new();

    public void Report(string stage, long done, long total)
    {
    }

    public void Clear()
    {
    }

    public void Dispose()
    {
    }
}
