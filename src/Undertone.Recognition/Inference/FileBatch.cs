using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>Answers for many files in their order, several at a time. No file of any kind ends it.</summary>
internal sealed class FileBatch(EmotionRecognizer recognizer, BatchOptions options)
{
    // Files begun and not yet handed out: a long one at the head lets the others go on, and their answers are small.
    private const int Window = 256;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

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
        var begun = new Queue<Begun>();
        try
        {
            foreach (var file in files.Where(f => !options.Answered.Contains(f)))
            {
                if (cancellationToken.IsCancellationRequested) break;
                begun.Enqueue(Begin(file, stop.Token));
                while (begun.TryPeek(out var next) && (next.Task.IsCompleted || begun.Count == Window) && Ends(next, cancellationToken))
                {
                    foreach (var answer in begun.Dequeue().Task.Result) yield return answer;
                }
            }

            while (begun.TryPeek(out var next) && Ends(next, cancellationToken))
            {
                foreach (var answer in begun.Dequeue().Task.Result) yield return answer;
            }

            foreach (var answer in begun.Where(HandsOut).SelectMany(b => b.Task.Result)) yield return answer;
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            stop.Cancel();
        }
    }

    /// <summary>Waits for a file; false where the waiting was interrupted.</summary>
    private static bool Ends(Begun file, CancellationToken cancellationToken)
    {
        try
        {
            file.Task.Wait(cancellationToken);
            return true;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a file has answers after an interruption; one whose segments are being answered gets a moment to end them.
    /// </summary>
    private static bool HandsOut(Begun file)
    {
        if (file.Watch.HasAnswers) ((IAsyncResult)file.Task).AsyncWaitHandle.WaitOne(Moment);
        return file.Task.IsCompletedSuccessfully;
    }

    private Begun Begin(string file, CancellationToken cancellationToken)
    {
        var watch = new RecordingWatch(options.Heard is { } heard ? (seconds, all) => heard(file, seconds, all) : null);
        var task = Task.Factory.StartNew(
            () => PredictOne(file, watch, cancellationToken), cancellationToken, TaskCreationOptions.None, _threads);
        return new Begun(task, watch);
    }

    private IReadOnlyList<FilePrediction> PredictOne(string file, RecordingWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            if (options.Load is { } load)
            {
                var clip = load(file);
                return [Result(file, recognizer.Predict(clip, Recording(file, 0), CancellationToken.None), clip.Findings, null)];
            }

            using var reader = options.Open(file);
            var channels = reader.Info.Channels > 1 ? options.Channels : ChannelMode.Mix;
            var answers = RecordingReader.Answer(recognizer, reader, channels, c => Recording(file, c), watch, cancellationToken);
            return channels == ChannelMode.Mix && options.Channels == ChannelMode.Mix
                ? [Result(file, answers[0], reader.Findings, null)]
                : [.. answers.Select((a, i) => Result(file, a, reader.Findings, i + 1))];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [new FilePrediction(file, null, PredictionError.Of(file, e))];
        }
    }

    private RecordingOptions Recording(string file, int channel)
    {
        var voice = options.Voice ?? _folders.GetValueOrDefault(FolderVoices.FolderOf(file));
        return new RecordingOptions
        {
            Segments = options.Segments,
            Segmenting = options.Segmenting with { Voice = voice },
            OwnVoice = options.Adapt == Adaptation.File,
            Turns = options.Turns?.Invoke(file).Where(t => channel == 0 || t.Channel == channel).ToArray(),
            SpeakerVoices = options.SpeakerVoices,
            Helpers = options.WorkerThreads > 1 ? _threads : null,
        };
    }

    private FilePrediction Result(string file, EmotionPrediction prediction, AudioFindings? findings, int? channel)
    {
        var known = options.Adapt == Adaptation.None || prediction.Voice is not null
            || prediction.Segments?.Any(s => s.Voice is not null) == true;
        var notes = RecordingNotes.Of(findings);
        return new FilePrediction(file, prediction, null) { Channel = channel, Notes = known ? notes : [.. notes, NoVoice] };
    }

    private sealed record Begun(Task<IReadOnlyList<FilePrediction>> Task, RecordingWatch Watch);
}
