using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>The file of a finished trial, written atomically; what cannot be read is tried again.</summary>
internal sealed class TrialFile(string path)
{
    /// <summary>Where a network keeps its checkpoints while the trial runs.</summary>
    public string Scratch => Path.ChangeExtension(path, null);

    /// <summary>The trial, where it is finished and of these settings, else null.</summary>
    public Trial? TryRead(int number, IReadOnlyDictionary<string, string> settings)
    {
        var trial = JsonFile.TryRead(path, Trial.FromJson);
        if (trial is null || trial.Number != number || !trial.Settings.SequenceEqual(settings)) return null;
        // A process that was killed may have had no time to.
        DeleteScratch();
        return trial;
    }

    public Trial Write(Trial trial)
    {
        JsonFile.Write(path, trial.ToJson());
        DeleteScratch();
        return trial;
    }

    private void DeleteScratch()
    {
        if (Directory.Exists(Scratch)) Directory.Delete(Scratch, recursive: true);
    }
}
