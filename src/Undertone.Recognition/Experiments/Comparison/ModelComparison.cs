using Undertone.Learning.Metrics;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>
/// Trains recipes on the same folds of the same utterances and sets their scores, sizes and times side by side. Each run lies at its place in the comparison's
/// folder, so that a comparison that was interrupted goes on where it stood.
/// </summary>
public sealed class ModelComparison
{
    private const int TimedClips = 20;
    private const string SettingsFile = "compare.json";
    private readonly ComparisonOptions _options;
    private readonly FeatureCache _cache;
    private readonly TimeProvider _time;
    private readonly ComparedRecipe[] _recipes;

    private ModelComparison(ComparisonOptions options, string folder, FeatureCache cache, TimeProvider time)
    {
        options.Validate();
        (_options, _cache, _time, Folder) = (options, cache, time, folder);
        _recipes = ComparedRecipe.Number(options.Recipes);
    }

    /// <summary>Told of how far the work has come; from any thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>Told what a person should know.</summary>
    public Action<string>? Note { get; set; }

    /// <summary>The comparison's folder; there once <see cref="Execute"/> has begun.</summary>
    public string Folder { get; }

    /// <summary>Plans a comparison.</summary>
    /// <param name="options">What to compare on what.</param>
    /// <param name="runs">The folder in which the comparison's folder is made.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="time">The clock that names the folder and measures times.</param>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    public static ModelComparison Begin(ComparisonOptions options, string runs, FeatureCache cache, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        return new ModelComparison(options, RunFolder.NewPath(runs, "compare", time), cache, time);
    }

    /// <summary>Goes on with a comparison that was interrupted.</summary>
    /// <param name="comparison">Its folder.</param>
    /// <param name="threads">Worker threads, or null for one a processor.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="time">The clock that measures times.</param>
    /// <exception cref="FileNotFoundException">The folder is none of a comparison.</exception>
    /// <exception cref="InvalidDataException">Its files are damaged or of another version.</exception>
    public static ModelComparison Resume(string comparison, int? threads, FeatureCache cache, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new ModelComparison(RunFolder.ReadSettings(comparison, SettingsFile, "comparison", ComparisonOptions.FromJson) with { Threads = threads }, Path.GetFullPath(comparison), cache, time);
    }

    /// <summary>Does all of it and writes <c>comparison.json</c> and <c>report.html</c>.</summary>
    /// <param name="cancellation">Ends the work; <see cref="Resume"/> goes on from there.</param>
    public ComparisonResult Execute(CancellationToken cancellation = default)
    {
        RunFolder.WriteJson(Path.Combine(Folder, SettingsFile), _options.ToJson());
        var rows = new List<ComparisonRow>();
        for (var p = 0; p < _options.Protocols.Count; p++)
        {
            var protocol = _options.Protocols[p];
            var runs = Path.Combine(Folder, FormattableString.Invariant($"{p + 1}-{protocol.Split(':')[0]}"));
            var ofProtocol = new List<ComparisonRow>();
            foreach (var recipe in _recipes)
            {
                Note?.Invoke($"{recipe.Name}, {protocol}");
                ofProtocol.Add(Train(recipe, protocol, Path.Combine(runs, recipe.Folder), cancellation));
            }

            rows.AddRange(AgainstBest(ofProtocol));
        }

        var cells = _options.CrossCorpus
            ? new CrossCorpusMatrix(_options, Path.Combine(Folder, "cross-corpus"), _cache) { Note = Note, Progress = Progress }.Compute(_recipes, cancellation)
            : [];
        var result = new ComparisonResult(Folder, rows, cells);
        RunFolder.WriteJson(Path.Combine(Folder, "comparison.json"), result.ToJson());
        ComparisonReport.Write(result);
        return result;
    }

    private ComparisonRow Train(ComparedRecipe recipe, string protocol, string path, CancellationToken cancellation)
    {
        var begun = Directory.Exists(path);
        var costFile = Path.Combine(path, "cost.json");
        var watch = new TrainingWatch(_time, Progress);
        var run = TrainingRun.BeginOrResume(_options.Run(recipe.Recipe, protocol), path, _cache);
        run.Note = Note;
        run.Progress = watch;
        var result = run.Execute(cancellation);
        var seconds = watch.TrainingSeconds;
        var cost = ModelCost.TryLoad(costFile);
        if (cost is null)
        {
            cost = Measure(result, begun ? null : seconds);
            cost.Save(costFile);
        }

        return new ComparisonRow(recipe.Name, result.Evaluation!, cost, path);
    }

    private ModelCost Measure(TrainingRunResult result, double? seconds)
    {
        var file = result.Folder.Part(1).Model;
        var model = ModelBundle.Load(file);
        var parameters = model.Weights.Sum(w => w.Shape.Aggregate(1L, (product, size) => product * size));
        var clips = result.Evaluation!.Tested.Take(TimedClips).Select(t => t.Utterance.Path).ToArray();
        return new ModelCost(seconds, parameters, new FileInfo(file).Length, TimeClips(new EmotionRecognizer(model, file), clips));
    }

    /// <summary>The median over clips, after one clip that warms up.</summary>
    private double TimeClips(EmotionRecognizer recognizer, string[] files)
    {
        recognizer.Predict(files[0]);
        var milliseconds = Array.ConvertAll(files, file =>
        {
            var start = _time.GetTimestamp();
            recognizer.Predict(file);
            return _time.GetElapsedTime(start).TotalMilliseconds;
        });
        Array.Sort(milliseconds);
        return milliseconds[milliseconds.Length / 2];
    }

    /// <summary>Adds the test of each row against the one with the highest UAR, the first of equals.</summary>
    internal static IEnumerable<ComparisonRow> AgainstBest(IReadOnlyList<ComparisonRow> rows)
    {
        var best = rows.MaxBy(r => r.Evaluation.Report.UnweightedAverageRecall)!;
        var answers = best.Evaluation.Tested.ToDictionary(t => t.Utterance.Path, t => t.Predicted, StringComparer.Ordinal);
        return rows.Select(row =>
        {
            if (ReferenceEquals(row, best)) return row;
            var own = row.Evaluation.Tested;
            return row with { AgainstBest = McNemar.Test([.. own.Select(t => t.Truth)], [.. own.Select(t => t.Predicted)], [.. own.Select(t => answers[t.Utterance.Path])]) };
        });
    }
}
