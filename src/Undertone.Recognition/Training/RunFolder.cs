using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Training;

/// <summary>The files of a training run.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => FullPath = path;

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>The trained model: a refit on all the data.</summary>
    public string Model => Path.Combine(FullPath, "model.undertone");

    /// <summary>The pooled answers of all folds.</summary>
    public string Predictions => Path.Combine(FullPath, "predictions.csv");

    /// <summary>The scores.</summary>
    public string Evaluation => Path.Combine(FullPath, "evaluation.json");

    /// <summary>The page for people.</summary>
    public string Report => Path.Combine(FullPath, "report.html");

    internal string Split => Path.Combine(FullPath, "split.json");

    private string Settings => Path.Combine(FullPath, "run.json");

    internal string RecipeFile => Path.Combine(FullPath, "recipe.json");

    /// <summary>The part folder of a fold (from 1), or the run folder itself for the refit (0).</summary>
    internal RunFolder Part(int fold) => fold == 0 ? this : new RunFolder(Path.Combine(FullPath, "folds", fold.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Written last of a fold: its best epoch.</summary>
    internal string FoldFile => Path.Combine(FullPath, "fold.json");

    internal string Metrics => Path.Combine(FullPath, "metrics.jsonl");

    internal string LastCheckpoint => Path.Combine(FullPath, "checkpoints", "last");

    internal string BestCheckpoint => Path.Combine(FullPath, "checkpoints", "best");

    /// <summary>A folder of the same files anywhere.</summary>
    internal static RunFolder At(string path) => new(Path.GetFullPath(path));

    /// <summary>A path in the folder of runs that nothing has yet: the time in UTC and a name.</summary>
    internal static string NewPath(string runs, string name, TimeProvider time)
    {
        var path = Path.GetFullPath(Path.Combine(runs, time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + name));
        var free = path;
        for (var i = 2; Directory.Exists(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{path}-{i}");
        return free;
    }

    internal static RunFolder Create(string path, TrainingRunOptions options)
    {
        // The folder appears with both files in it, or not at all.
        var unnamed = new RunFolder(path + ".tmp");
        WriteJson(unnamed.RecipeFile, options.Recipe.ToJson());
        WriteJson(unnamed.Settings, options.ToJson());
        Directory.Move(unnamed.FullPath, path);
        return new RunFolder(path);
    }

    internal static (RunFolder Folder, TrainingRunOptions Options) Open(string path)
    {
        var folder = new RunFolder(Path.GetFullPath(path));
        return (folder, ReadSettings(path, Path.GetFileName(folder.Settings), "training run", json => TrainingRunOptions.FromJson(json, Recipe.Load(folder.RecipeFile))));
    }

    /// <summary>Reads what a run was begun with, and clears away what a killed process left half-written.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="file">The name of its file of settings.</param>
    /// <param name="kind">What it is a folder of, for messages.</param>
    /// <param name="read">Makes options of the file's content.</param>
    /// <exception cref="FileNotFoundException">The folder does not have the file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or of another version.</exception>
    internal static T ReadSettings<T>(string path, string file, string kind, Func<JsonObject, T> read)
    {
        var settings = Path.Combine(Path.GetFullPath(path), file);
        if (!File.Exists(settings)) throw new FileNotFoundException($"{path}: this is no folder of a {kind} ({file} is missing).", settings);
        try
        {
            var json = (JsonObject)JsonNode.Parse(File.ReadAllText(settings))!;
            var version = json["packageVersion"]!.GetValue<string>();
            if (version != PackageVersion.Text) throw new InvalidDataException($"{path}: this {kind} was begun by Undertone {version} and this is {PackageVersion.Text}; go on with that version or begin anew.");
            foreach (var left in Directory.GetFiles(Path.GetFullPath(path), "*.tmp", SearchOption.AllDirectories)) File.Delete(left);
            return read(json);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidCastException or InvalidOperationException or ArgumentException or RecipeException)
        {
            throw new InvalidDataException($"{settings}: this file is damaged; begin anew.", e);
        }
    }

    internal static void WriteJson(string path, JsonObject json) => AtomicFile.WriteText(path, TextOf(json));

    internal static string TextOf(JsonObject json) => json.ToJsonString(JsonText.Indented) + "\n";
}
