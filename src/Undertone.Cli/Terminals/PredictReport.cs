using Undertone.Recognition.Inference;

namespace Undertone.Cli.Terminals;

/// <summary>Tells on standard error how a batch of predictions goes: progress, and every file without an answer.</summary>
internal sealed class PredictReport(Terminal terminal, int total) : IDisposable
{
    private readonly IProgressDisplay _progress = total > 1 ? terminal.ProgressBesideRows() : NoProgress.Instance;

    /// <summary>How many files have no answer so far.</summary>
    public int Bad { get; private set; }

    /// <summary>Hands results on as they come and tells of each one.</summary>
    public IEnumerable<FilePrediction> PassOn(IEnumerable<FilePrediction> results)
    {
        var done = 0;
        foreach (var result in results)
        {
            if (result.Error is { } error) Tell(error);
            foreach (var note in result.Notes) terminal.Message($"note: {result.File}: {note}");
            yield return result;
            _progress.Report("predict", ++done, total);
        }
    }

    public void Dispose() => _progress.Dispose();

    private void Tell(PredictionError error)
    {
        Bad++;
        terminal.Complain("undertone: " + error.Message);
        if (terminal.Verbose && error.Exception is { } exception) terminal.Complain(exception.ToString());
    }
}
