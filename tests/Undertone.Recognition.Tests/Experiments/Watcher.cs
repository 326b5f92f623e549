using System.Collections.Concurrent;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

/// <summary>Keeps what an experiment tells.</summary>
internal sealed class Watcher(Action<TrainingProgress>? onProgress = null) : IExperimentObserver
{
    public ConcurrentQueue<TrainingProgress> Seen { get; } = new();

    public ConcurrentQueue<string> Notes { get; } = new();

    public string? Folder { get; private set; }

    public void Report(TrainingProgress value)
    {
        Seen.Enqueue(value);
        onProgress?.Invoke(value);
    }

    public void Note(string text) => Notes.Enqueue(text);

    public void Began(string folder) => Folder = folder;
}
