using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>The file of a finished trial, written atomically; what cannot be read is tried again.</summary>
internal sealed class TrialFile(string path)
{
    /// <summary>Where a network keeps its checkpoints while the trial runs.</summary>
    public string Scratch => Path.ChangeExtension(path, null);

    public Trial? TryRead(int number, IReadOnlyDictionary<string, string> settings)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var trial = Trial.FromJson((JsonObject)JsonNode.Parse(File.ReadAllText(path))!);
            if (trial.Number != number || !trial.Settings.SequenceEqual(settings)) return null;
            // A process that was killed may have had no time to.
            DeleteScratch();
            return trial;
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidCastException or InvalidOperationException)
        {
            return null;
        }
    }

    public Trial Write(Trial trial)
    {
        RunFolder.WriteJson(path, trial.ToJson());
        DeleteScratch();
        return trial;
    }

    private void DeleteScratch()
    {
        if (Directory.Exists(Scratch)) Directory.Delete(Scratch, recursive: true);
    }
}
