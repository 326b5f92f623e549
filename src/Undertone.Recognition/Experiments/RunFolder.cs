using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>The files of an experiment.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => FullPath = path;

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>The trained model: a refit on all the data.</summary>
    public string Model => Refit.Model;

    /// <summary>The pooled answers of all folds.</summary>
    public string Predictions => Refit.Predictions;

    /// <summary>The scores.</summary>
    public string Evaluation => PathOf("evaluation.json");

    /// <summary>The page for people.</summary>
    public string Report => PathOf("report.html");

    internal string Split => PathOf("split.json");

    internal string Recipe => PathOf("recipe.json");

    /// <summary>The files of the training on all the data, which lie in the folder itself.</summary>
    internal TrainingFolder Refit => new(FullPath);

    /// <summary>The files of a fold, from 1.</summary>
    internal TrainingFolder Fold(int number) => Refit.OfFold(number);

    internal string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([FullPath, .. parts]);

    /// <summary>A folder of the same files anywhere.</summary>
    internal static RunFolder At(string path) => new(Path.GetFullPath(path));

    /// <summary>
    /// Makes a new folder among the runs, named by the time in UTC and a name. It appears with its first files in it, and under a name that
    /// no other run has, however many begin at once.
    /// </summary>
    internal static RunFolder Create(Workspace workspace, string name, IReadOnlyDictionary<string, JsonObject> files)
    {
        var stamp = workspace.Time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var path = Path.GetFullPath(Path.Combine(workspace.Runs, $"{stamp}-{name}"));
        for (var i = 1; ; i++)
        {
            var free = i == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}-{i}");
            if (TryCreate(free, files, workspace.Parts) is { } folder) return folder;
        }
    }

    /// <summary>Makes the folder at this path with its first files in it; null where there is one already.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="files">Its first files.</param>
    /// <param name="parts">Folders whose files it begins with too.</param>
    /// <exception cref="InvalidDataException">A file stands in two of them with different bytes.</exception>
    internal static RunFolder? TryCreate(
        string path, IReadOnlyDictionary<string, JsonObject> files, IReadOnlyList<string>? parts = null)
    {
        if (Directory.Exists(path)) return null;
        var unnamed = AtomicFile.Unfinished(path);
        foreach (var (file, json) in files) JsonFile.Write(Path.Combine(unnamed, file), json);
        foreach (var part in parts ?? []) Lay(part, unnamed);
        try
        {
            // Renaming onto a folder that is not empty fails: of several that want the name one gets it.
            Directory.Move(unnamed, path);
            return new RunFolder(path);
        }
        catch (IOException) when (Directory.Exists(path))
        {
            Directory.Delete(unnamed, recursive: true);
            return null;
        }
    }

    private static void Lay(string part, string folder)
    {
        foreach (var file in FolderDifference.FilesOf(part))
        {
            var (from, to) = (Path.Combine(part, file), Path.Combine(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (!File.Exists(to)) File.Copy(from, to);
            else if (!File.ReadAllBytes(from).AsSpan().SequenceEqual(File.ReadAllBytes(to)))
            {
                Directory.Delete(folder, recursive: true);
                throw new InvalidDataException(
                    $"{from}: this file has other bytes than in another unit or in the run itself. Delete {part} and do the unit again.");
            }
        }
    }

    /// <summary>Reads what an experiment was begun with.</summary>
    /// <param name="path">The experiment's folder.</param>
    /// <param name="file">The name of its file of settings.</param>
    /// <param name="kind">What it is a folder of, for messages.</param>
    /// <param name="read">Makes options of the file's content.</param>
    /// <exception cref="FileNotFoundException">The folder does not have the file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or of another version.</exception>
    internal static T ReadSettings<T>(string path, string file, string kind, Func<SavedJson, T> read)
    {
        var settings = Path.Combine(Path.GetFullPath(path), file);
        if (!File.Exists(settings))
            throw new FileNotFoundException($"{path}: this is no folder of a {kind} ({file} is missing).", settings);
        try
        {
            var json = JsonFile.Read(settings);
            var version = json.Text("packageVersion");
            if (version == PackageVersion.Text) return read(json);
            throw new InvalidDataException(
                $"{path}: this {kind} was begun by Undertone {version} and this is {PackageVersion.Text}; go on with that version or " +
                "begin anew.");
        }
        catch (Exception e) when (e is DamagedJsonException or RecipeException or ArgumentException)
        {
            throw new InvalidDataException($"{settings}: this file is damaged; begin anew.", e);
        }
    }

    /// <summary>Clears away what a killed process left half-written.</summary>
    internal void DeleteLeftovers()
    {
        foreach (var left in Directory.GetFiles(FullPath, "*.tmp", SearchOption.AllDirectories)) File.Delete(left);
        foreach (var left in Directory.GetDirectories(FullPath, "*.tmp", SearchOption.AllDirectories))
            Directory.Delete(left, recursive: true);
    }
}
