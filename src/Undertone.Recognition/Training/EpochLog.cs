using System.Text;
using Undertone.Learning.Neural;

namespace Undertone.Recognition.Training;

/// <summary>
/// Adds a line to <c>metrics.jsonl</c> as each epoch ends, so that a training can be watched. A killed process may leave half a line, and a
/// training that goes on from a checkpoint lines of epochs that come again; at its end the file is written anew as a whole.
/// </summary>
internal sealed class EpochLog : IDisposable
{
    private readonly FileStream _file;
    private readonly bool _watchedOnly;

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="goesOn">Whether the training goes on from a checkpoint, so that what is there stays.</param>
    /// <param name="watchedOnly">Whether nothing is chosen by the validation figures.</param>
    public EpochLog(string path, bool goesOn, bool watchedOnly)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, goesOn ? FileMode.OpenOrCreate : FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        _watchedOnly = watchedOnly;
        if (_file.Length == 0) return;
        _file.Seek(-1, SeekOrigin.End);
        if (_file.ReadByte() != '\n') _file.WriteByte((byte)'\n');
    }

    /// <summary>Adds an epoch.</summary>
    public void Add(EpochReport report)
    {
        _file.Write(Encoding.UTF8.GetBytes(EpochLine.Of(report, _watchedOnly)));
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();
}
