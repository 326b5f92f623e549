namespace Undertone.Cli.Terminals;

/// <summary>Shows how far a task has come.</summary>
internal interface IProgressDisplay : IDisposable
{
    /// <summary>Shows that <paramref name="done"/> of <paramref name="total"/> parts of a stage are done.</summary>
    void Report(string stage, long done, long total);

    /// <summary>Takes away what is shown, until the next report.</summary>
    void Clear();
}
