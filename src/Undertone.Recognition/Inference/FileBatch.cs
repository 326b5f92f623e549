using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>Answers for many files in their order, several at a time. No file of any kind ends it.</summary>
internal sealed class FileBatch(EmotionRecognizer recognizer, BatchOptions options)
{
    // Files begun and not yet handed out: a long one at the head lets the others go on, and their answers are small.
    private const int Window = 256;

    private const string NoVoice = "too little else of its speaker was heard to know the voice by, so the answer is for itself.";

    private readonly TaskScheduler _threads =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.WorkerThreads).ConcurrentScheduler;

    private IReadOnlyDictionary<string, Voice> _folders = new Dictionary<string, Voice>();

    /// <summary>
    /// The answers, each as soon as it and all before it are there. After an interruption those that are there by then still come.
    /// </summary>
    public IEnumerable<FilePrediction> Predict(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        if (options.Adapt == Adaptation.Folder)
        {
            var all = files.ToArray();
            _folders = FolderVoices.Of(recognizer, all, options, cancellationToken);
            files = all;
        }

        // Also ends the work where the caller stops asking.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begun = new Queue<Task<FilePrediction>>();
        try
        {
            foreach (var file in files)
            {
                if (cancellationToken.IsCancellationRequested) break;
                begun.Enqueue(Task.Factory.StartNew(() => PredictOne(file), stop.Token, TaskCreationOptions.None, _threads));
                while (begun.TryPeek(out var next) && (next.IsCompleted || begun.Count == Window) && Ends(next, cancellationToken))
                {
                    yield return begun.Dequeue().Result;
                }
            }

            while (begun.TryPeek(out var next) && Ends(next, cancellationToken)) yield return begun.Dequeue().Result;
            foreach (var answered in begun.Where(t => t.IsCompletedSuccessfully)) yield return answered.Result;
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            stop.Cancel();
        }
    }

    /// <summary>Waits for a task; false where the waiting was interrupted.</summary>
    private static bool Ends(Task<FilePrediction> task, CancellationToken cancellationToken)
    {
        try
        {
            task.Wait(cancellationToken);
            return true;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private FilePrediction PredictOne(string file)
    {
        try
        {
            var clip = options.Load(file);
            var voice = options.Voice ?? _folders.GetValueOrDefault(FolderVoices.FolderOf(file));
            var prediction = recognizer.Predict(clip, voice, options.Segments, options.Adapt == Adaptation.File);
            var known = options.Adapt == Adaptation.None || voice is not null || prediction.Segments?.Any(s => s.Voice is not null) == true;
            var notes = RecordingNotes.Of(clip);
            return new FilePrediction(file, prediction, null) { Notes = known ? notes : [.. notes, NoVoice] };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new FilePrediction(file, null, PredictionError.Of(file, e));
        }
    }
}
