using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Words;

namespace Undertone.Cli.Options;

/// <summary>Finds the model that an option names.</summary>
internal static class NamedModels
{
    /// <summary>Loads the named model; the built-in one where none is named.</summary>
    public static EmotionRecognizer Load(string? model, string runs) =>
        new(LoadBundle(model, runs), model ?? EmotionRecognizer.DefaultModel);

    /// <summary>Loads the bundle of the named model; the built-in one where none is named.</summary>
    /// <param name="model">A bundle, a run folder, <c>latest</c>, <c>latest:RECIPE</c> or a built-in model's name; null for the built-in
    /// one.</param>
    /// <param name="runs">The folder of run folders that <c>latest</c> looks into.</param>
    public static ModelBundle LoadBundle(string? model, string runs)
    {
        if (model is null) return EmotionRecognizer.LoadBuiltInBundle();
        var found = NameOrFile(model, runs);
        return File.Exists(found) ? Read(found) : EmotionRecognizer.LoadBuiltInBundle(found);
    }

    /// <summary>The name of a built-in model, or the file of another one, which is there; it is not read yet.</summary>
    /// <param name="model">As for <see cref="LoadBundle"/>.</param>
    /// <param name="runs">As for <see cref="LoadBundle"/>.</param>
    public static string NameOrFile(string? model, string runs)
    {
        if (model is null) return EmotionRecognizer.DefaultModel;
        if (FileOf(model, runs) is { } file) return file;
        if (EmotionRecognizer.BuiltInNames.Contains(model)) return model;
        if (Path.GetFileName(model) == model && File.Exists(ModelCatalog.PathOf(model))) return ModelCatalog.PathOf(model);
        throw new BadInputException(
            $"{model}: neither a model file nor a run folder nor a built-in model ({string.Join(", ", EmotionRecognizer.BuiltInNames)})"
            + $"{NearestWord.Hint(model, [.. EmotionRecognizer.BuiltInNames, .. Imported(), RunFolders.Latest])}; " +
            "'latest' and 'latest:RECIPE' name the newest finished run.");
    }

    /// <summary>What work that takes the named model depends on.</summary>
    /// <param name="model">As for <see cref="LoadBundle"/>.</param>
    /// <param name="runs">As for <see cref="LoadBundle"/>.</param>
    public static IReadOnlyList<WorkInput> Input(string? model, string runs)
    {
        var found = NameOrFile(model, runs);
        return [File.Exists(found) ? WorkInput.OfFile(Path.GetFullPath(found)) : WorkInput.OfText($"the built-in model {found}", found)];
    }

    /// <summary>The names of models that were brought in.</summary>
    public static IEnumerable<string> Imported() => ModelCatalog.Files().Select(f => Path.GetFileNameWithoutExtension(f));

    /// <summary>Reads a bundle's file.</summary>
    public static ModelBundle Read(string file) => Reading(file, () => ModelBundle.Load(file));

    /// <summary>Does what reads a model, and tells its user where the system does not let it.</summary>
    public static T Reading<T>(string model, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is UnauthorizedAccessException || e.GetType() == typeof(IOException))
        {
            throw new BadInputException($"{model}: this model cannot be read ({SystemReason.Of(e)}).", e);
        }
    }

    /// <summary>Says what may have happened where a model stands on the command line that no option asked for.</summary>
    public static UsageException OneTooMany(string model) => new(
        $"{model}: this is a model, and one too many. A pattern such as runs/*-mlp stands for all paths that fit it, and the shell hands " +
        "over each of them: name one model, or the newest run as latest:mlp.");

    /// <summary>The file of a bundle or of a run, or null for a built-in model's name.</summary>
    private static string? FileOf(string model, string runs)
    {
        if (File.Exists(model)) return model;
        if (Directory.Exists(model))
        {
            var inside = RunFolders.ModelOf(model);
            return File.Exists(inside)
                ? inside
                : throw new BadInputException(
                    $"{model}: this folder holds no model.undertone; name a bundle or the folder of a finished run.");
        }

        if (!RunFolders.IsLatest(model)) return null;
        if (RunFolders.RecipeOfLatest(model) is not { } recipe) return NewestOf(RunFolders.Finished(runs), runs, "");
        var those = RunFolders.Finished(runs).Where(run => RunFolders.RecipeOf(run) == recipe);
        return NewestOf([.. those], runs, $" of the recipe '{recipe}'");
    }

    private static string NewestOf(IReadOnlyList<string> finished, string runs, string which)
    {
        if (finished.Count > 0) return RunFolders.ModelOf(finished[^1]);
        var others = RunFolders.Finished(runs).Select(RunFolders.RecipeOf).Distinct().Order(StringComparer.Ordinal).ToArray();
        var there = others.Length > 0 ? $" (there are runs of: {string.Join(", ", others)})" : "";
        throw new BadInputException(
            $"{runs}: this folder holds no finished run{which}{there}. Train one, or name the folder of runs with --runs.");
    }
}
