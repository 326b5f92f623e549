using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Reports;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>
/// Tunes a recipe by nested cross-validation (Varma and Simon 2006): for each outer fold, settings are chosen by inner folds over that fold's training
/// speakers, and the choice is trained on all of them and tested once on the test speakers, who have no part in it. Every trial leaves its file, so that a
/// run that was interrupted goes on where it stood.
/// </summary>
public sealed class TuningRun
{
    private const string SettingsFile = "tune.json";
    private readonly TuningOptions _options;
    private readonly FeatureCache _cache;
    private readonly string _path;
    private readonly int _threads;

    private TuningRun(TuningOptions options, FeatureCache cache, string path)
    {
        options.Validate();
        (_options, _cache, _path) = (options, cache, path);
        _threads = options.Threads ?? Environment.ProcessorCount;
    }

    /// <summary>Told of how far the run has come; from any thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>Told what a person should know: files left out, the choice and score of each fold.</summary>
    public Action<string>? Note { get; set; }

    /// <summary>The run's files; null until the data has been read and divided, so that a run that cannot begin leaves no folder.</summary>
    public RunFolder? Folder { get; private set; }

    /// <summary>Begins in a new folder.</summary>
    /// <param name="options">What to tune on what.</param>
    /// <param name="runs">The folder of run folders.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="time">The clock that names the run folder.</param>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    /// <exception cref="FormatException">A parameter cannot be read.</exception>
    public static TuningRun Begin(TuningOptions options, string runs, FeatureCache cache, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        return new TuningRun(options, cache, RunFolder.NewPath(runs, options.Recipe.Name + "-tune", time));
    }

    /// <summary>Goes on with a run that was interrupted.</summary>
    /// <param name="run">Its folder.</param>
    /// <param name="threads">Worker threads, or null for one a processor.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <exception cref="FileNotFoundException">The folder is none of a tuning run.</exception>
    /// <exception cref="InvalidDataException">Its files are damaged or of another version.</exception>
    public static TuningRun Resume(string run, int? threads, FeatureCache cache) =>
        new(RunFolder.ReadSettings(run, SettingsFile, "tuning run", TuningOptions.FromJson) with { Threads = threads }, cache, Path.GetFullPath(run));

    /// <summary>Runs to the end.</summary>
    /// <param name="cancellation">Ends the run; <see cref="Resume"/> goes on from there.</param>
    /// <exception cref="CorpusException">The data cannot be read.</exception>
    /// <exception cref="RecipeException">A key leads nowhere in the recipe, or a value cannot be used there.</exception>
    /// <exception cref="InvalidDataException">The data cannot be divided as asked, is no longer what the run began with, or no settings could be trained with.</exception>
    public TuningResult Execute(CancellationToken cancellation = default)
    {
        var trials = _options.CreateTrials();
        var recipes = trials.Select(_options.With).ToArray();
        var data = TrainingData.Read(_options.Run(_options.Recipe), _threads, Note, Progress, cancellation);
        var outer = Plan(data, null);
        Folder = Open(SplitFile.ToJson(outer, data.Utterances));
        Note?.Invoke(FormattableString.Invariant($"run: {Folder.FullPath}\n{trials.Count} trials in each of {outer.Folds.Count + 1} searches"));
        if (outer.Protocol.Warning is { } warning) Note?.Invoke("warning: " + warning);

        var features = new FeatureTables([_options.Recipe, .. recipes], r => FeatureTable.Compute(data.Utterances, r, _cache, _threads, Progress, cancellation));
        var search = new TrialSearch(_options, data, trials, recipes, features, _threads, Progress);
        var searches = new List<SearchResult>();
        var (tuned, defaults) = (new List<TestedUtterance>(), new List<TestedUtterance>());
        foreach (var fold in outer.Folds)
        {
            var found = search.Execute(fold.Number, fold.Train, TrialsOf(fold.Number.ToString(CultureInfo.InvariantCulture)), cancellation);
            searches.Add(found);
            tuned.AddRange(Test(recipes[found.Chosen.Number - 1], fold.Number, Folder));
            defaults.AddRange(Test(_options.Recipe, fold.Number, RunFolder.At(Path.Combine(_path, "defaults"))));
            Note?.Invoke(FormattableString.Invariant($"fold {fold.Number}/{outer.Folds.Count}: {Written(found.Chosen.Settings)} (inner UAR {found.Chosen.MeanUar:0.000})"));
        }

        var evaluation = new EvaluationResult(outer.Protocol, data.Labels, tuned, data.Unmapped);
        var last = search.Execute(0, [.. Enumerable.Range(0, data.Utterances.Count)], TrialsOf("all"), cancellation);
        searches.Add(last);
        var chosen = recipes[last.Chosen.Number - 1];
        var model = Trainer(chosen).Refit(Folder, last.Chosen.BestEpochs.Order().ElementAt(last.Chosen.BestEpochs.Count / 2), evaluation, cancellation);
        var unadorned = new EvaluationResult(outer.Protocol, data.Labels, defaults, data.Unmapped);
        return Write(new TuningResult(Folder, evaluation, unadorned, TuningGain.Of(evaluation, unadorned), searches, model), chosen, outer);

        FoldTrainer Trainer(Recipe recipe) => new(_options.Run(recipe), data, features.Of(recipe), _threads, Progress);

        IReadOnlyList<TestedUtterance> Test(Recipe recipe, int number, RunFolder folder) =>
            Trainer(recipe).TrainAndTest(Plan(data, recipe).Folds[number - 1], outer.Folds.Count, folder.Part(number), cancellation).Answers;
    }

    internal static string Written(IReadOnlyDictionary<string, string> settings) => string.Join(", ", settings.Select(s => $"{s.Key}={s.Value}"));

    /// <summary>The outer folds; with the speakers that a recipe's early stopping watches taken out of the training part where one is given.</summary>
    private ProtocolPlan Plan(TrainingData data, Recipe? recipe) =>
        ProtocolPlan.Create(_options.Protocol, data.Utterances, data.Targets, _options.Folds, _options.Seed, recipe is null ? null : _options.Run(recipe).ValidationShare);

    private RunFolder Open(JsonObject split)
    {
        var folder = RunFolder.At(_path);
        RunFolder.WriteJson(Path.Combine(_path, SettingsFile), _options.ToJson());
        SplitFile.WriteOrVerify(folder.Split, split);
        return folder;
    }

    private TuningResult Write(TuningResult result, Recipe chosen, ProtocolPlan outer)
    {
        var folder = result.Folder;
        RunFolder.WriteJson(folder.RecipeFile, chosen.ToJson());
        PredictionsCsv.Save(folder.Predictions, result.Evaluation.Labels, result.Evaluation.Tested);
        RunFolder.WriteJson(folder.Evaluation, result.Evaluation.ToJson());
        RunFolder.WriteJson(Path.Combine(_path, "tuning.json"), result.ToJson());
        HtmlReport.Write(folder.Report, new ReportData
        {
            Title = (_options.ModelName ?? _options.Recipe.Name) + ", tuned",
            Evaluation = result.Evaluation,
            Curves = [.. outer.Folds.Where(f => File.Exists(folder.Part(f.Number).Metrics)).Select(f => LearningCurve.Load(folder.Part(f.Number).Metrics, $"fold {f.Number}"))],
            RecipeJson = chosen.ToJson().ToJsonString(JsonText.Indented),
            Machine = MachineFacts.OfThisMachine(Environment.ProcessorCount),
            Tuning = result,
        });
        return result;
    }

    private string TrialsOf(string search) => Path.Combine(_path, "trials", search);

}
