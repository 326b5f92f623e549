using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Cli.Terminals;

/// <summary>Tells on standard error how a batch of predictions goes: progress, and every file without an answer.</summary>
/// <param name="terminal">Where it is told.</param>
/// <param name="total">How many answers there will be.</param>
/// <param name="printed">Whether the answers go to standard output.</param>
internal sealed class PredictReport(Terminal terminal, int total, bool printed = true) : IDisposable
{
    // Less of a recording is heard in a moment.
    private const double LongSeconds = 30;

    private readonly IProgressDisplay _progress = total > 1 && printed ? terminal.ProgressBesideRows() : terminal.Progress();

    private readonly HashSet<UsedVoice> _voices = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many files have no answer so far.</summary>
    public int Bad { get; private set; }

    /// <summary>Tells how much of the one file was heard.</summary>
    public void Heard(string file, double seconds, double? all)
    {
        if (total == 1 && all is { } length && length > LongSeconds) _progress.Report("seconds", (long)seconds, (long)length);
    }

    /// <summary>Hands results on as they come and tells of each one.</summary>
    public IEnumerable<FilePrediction> PassOn(IEnumerable<FilePrediction> results)
    {
        var done = 0;
        foreach (var result in results)
        {
            if (result.Error is { } error) Tell(error);
            Warn(result);
            foreach (var note in result.Notes) terminal.Message($"note: {result.File}: {note}");
            if (total == 1) _progress.Clear();
            yield return result;
            if (total > 1) _progress.Report("predict", ++done, total);
        }
    }

    public void Dispose() => _progress.Dispose();

    /// <summary>Tells once of each voice what a person should know of it.</summary>
    private void Warn(FilePrediction result)
    {
        if (result.Prediction is not { } prediction) return;
        if (prediction.Voice is { } voice && _voices.Add(voice)) Warn($"the voice '{voice.Name}'", voice);
        if (prediction.Segments?.FirstOrDefault(s => s.Voice is not null)?.Voice is { } own && _voices.Add(own))
            Warn($"{result.File}: the voice of {own.Name}", own);
    }

    private void Warn(string subject, UsedVoice voice)
    {
        foreach (var warning in voice.Warnings) terminal.Message($"warning: {subject}: {warning}");
    }

    private void Tell(PredictionError error)
    {
        Bad++;
        terminal.Complain("undertone: " + error.Message);
        if (terminal.Verbose && error.Exception is { } exception) terminal.Complain(exception.ToString());
    }
}
