using System.Globalization;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Evaluation.Comparison;

/// <summary>Trains recipes on the same folds of the same utterances and sets their scores, sizes and times side by side.</summary>
public sealed class ModelComparison
{
    private const int TimedClips = 20;
    private readonly ComparisonOptions _options;
    private readonly FeatureCache _cache;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private readonly (string Name, Recipe Recipe)[] _recipes;

    /// <summary>Plans a comparison.</summary>
    /// <param name="options">What to compare on what.</param>
    /// <param name="runs">The folder in which the comparison's folder is made.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="time">The clock that names the folder and measures times.</param>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    public ModelComparison(ComparisonOptions options, string runs, FeatureCache cache, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        (_options, _cache, _time) = (options, cache, time);
        _folder = RunFolder.NewPath(runs, "compare", time);
        _recipes = [.. options.Recipes.Select((r, i) => (Numbered(r.Name, options.Recipes.Take(i).Count(other => other.Name == r.Name)), r))];
    }

    /// <summary>Told of how far the work has come; from any thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>Told what a person should know.</summary>
    public Action<string>? Note { get; set; }

    /// <summary>Does all of it and writes <c>comparison.json</c> and <c>report.html</c>.</summary>
    /// <param name="cancellation">Ends the work.</param>
    public ComparisonResult Execute(CancellationToken cancellation = default)
    {
        var rows = new List<ComparisonRow>();
        foreach (var protocol in _options.Protocols)
        {
            var ofProtocol = new List<ComparisonRow>();
            foreach (var (name, recipe) in _recipes)
            {
                Note?.Invoke($"{name}, {protocol}");
                ofProtocol.Add(Train(name, recipe, protocol, cancellation));
            }

            rows.AddRange(AgainstBest(ofProtocol));
        }

        var cells = _options.CrossCorpus
            ? new CrossCorpusMatrix(_options, Path.Combine(_folder, "cross-corpus"), _cache, _time) { Note = Note, Progress = Progress }.Compute(_recipes, cancellation)
            : [];
        var result = new ComparisonResult(_folder, rows, cells);
        RunFolder.WriteJson(Path.Combine(_folder, "comparison.json"), result.ToJson());
        ComparisonReport.Write(result);
        return result;
    }

    private ComparisonRow Train(string name, Recipe recipe, string protocol, CancellationToken cancellation)
    {
        var watch = new TrainingWatch(_time, Progress);
        var run = TrainingRun.Begin(_options.Run(recipe, protocol), Path.Combine(_folder, protocol.Split(':')[0]), _cache, _time);
        run.Note = Note;
        run.Progress = watch;
        var result = run.Execute(cancellation);
        var seconds = watch.TrainingSeconds;
        var evaluation = result.Evaluation!;
        var parameters = result.Model.Weights.Sum(w => w.Shape.Aggregate(1L, (product, size) => product * size));
        var files = evaluation.Tested.Take(TimedClips).Select(t => t.Utterance.Path).ToArray();
        return new ComparisonRow(name, evaluation, seconds, parameters, new FileInfo(result.Folder.Model).Length, TimeClips(new EmotionRecognizer(result.Model, result.Folder.Model), files), result.Folder.FullPath);
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

    private static string Numbered(string name, int before) => before == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({before + 1})");
}
