using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>The voices of folders, all files of each by one speaker.</summary>
internal static class FolderVoices
{
    /// <summary>The folder that a file lies in.</summary>
    public static string FolderOf(string file) => Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".";

    /// <summary>
    /// A voice for each folder; none for one with too little speech. What cannot be read is left out: its own answer says why.
    /// </summary>
    public static IReadOnlyDictionary<string, Voice> Of(
        EmotionRecognizer recognizer, IReadOnlyList<string> files, BatchOptions options, CancellationToken cancellationToken)
    {
        var seen = files.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(options.WorkerThreads, 512))
            .WithCancellation(cancellationToken).Select(file => (Folder: FolderOf(file), Clips: TrySee(recognizer, file, options)));
        var enrollments = new Dictionary<string, VoiceEnrollment>(StringComparer.Ordinal);
        foreach (var (folder, clips) in seen)
        {
            if (!enrollments.TryGetValue(folder, out var enrollment))
                enrollments[folder] = enrollment = recognizer.BeginEnrollmentOf(folder);
            foreach (var clip in clips) enrollment.Add(clip);
        }

        return enrollments.Where(e => e.Value.Clips >= EmotionRecognizer.FewestOwn)
            .ToDictionary(e => e.Key, e => e.Value.ToVoice(), StringComparer.Ordinal);
    }

    private static IReadOnlyList<SeenClip> TrySee(EmotionRecognizer recognizer, string file, BatchOptions options)
    {
        try
        {
            if (options.Load is { } load) return [recognizer.See(load(file))];
            using var reader = options.Open(file);
            return RecordingReader.See(recognizer, reader, options.Segmenting);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [];
        }
    }
}
