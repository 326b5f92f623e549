namespace Undertone.Cli.Terminals;

/// <summary>Shows how far a task has come; from any thread.</summary>
internal interface IProgressDisplay : IDisposable
{
    /// <summary>Shows how far the task has come.</summary>
    void Report(ProgressState state);

    /// <summary>Writes something else to where progress is shown, on lines of its own.</summary>
    void Aside(Action write);

    /// <summary>Takes away what is shown, until the next report.</summary>
    void Clear();

    /// <summary>Shows that <paramref name="done"/> of <paramref name="total"/> parts of a stage are done.</summary>
    void Report(string stage, long done, long total) => Report(new ProgressState(stage, done, total));
}
