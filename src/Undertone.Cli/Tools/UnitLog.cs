using System.Text;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Tools;

/// <summary>Watches a unit: what is noted goes to its log and to standard error under its name.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="name">The unit's name.</param>
/// <param name="path">The log.</param>
/// <param name="progress">Shows how far the unit is; null where several work at a time.</param>
internal sealed class UnitLog(Terminal terminal, string name, string path, IProgressDisplay? progress) : IExperimentObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file = Open(path);

    public void Report(TrainingProgress value) =>
        progress?.Report(new ProgressState(value.Stage, value.Done, value.Total, "", value.Overall));

    public void Note(string text)
    {
        lock (_lock) _file.WriteLine(text);
        terminal.Message($"{name}: {text}");
    }

    public void Dispose() => _file.Dispose();

    private static StreamWriter Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Another process may be at the same unit.
        var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n", AutoFlush = true };
    }
}
