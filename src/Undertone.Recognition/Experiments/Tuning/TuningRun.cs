using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>
/// Tunes a recipe by nested cross-validation (Varma and Simon 2006): for each outer fold, settings are chosen by inner folds over that
/// fold's training speakers, and the choice is trained on all of them and tested once on the test speakers, who have no part in it. Every
/// trial leaves its file, so that a run that was interrupted goes on where it stood.
/// </summary>
public sealed class TuningRun
{
    private const string SettingsFile = "tune.json";
    private const string Defaults = "defaults";
    private readonly TuningOptions _options;
    private readonly Workspace _workspace;
    private readonly Func<JsonObject, RunFolder> _open;

    /// <summary>Prepares a run, which gets a new folder in the workspace once it has read its data.</summary>
    /// <param name="options">What to tune on what.</param>
    /// <param name="workspace">Where its files lie; null for the defaults.</param>
    /// <exception cref="ExperimentOptionException">An option cannot work.</exception>
    /// <exception cref="RecipeException">A key leads nowhere in the recipe, or a value cannot be used there.</exception>
    public TuningRun(TuningOptions options, Workspace? workspace = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _workspace) = (options, workspace ?? new Workspace());
        _open = split => RunFolder.Create(_workspace, options.Recipe.Name + "-tune", Files(split));
    }

    private TuningRun(TuningOptions options, Workspace workspace, RunFolder folder)
    {
        (_options, _workspace) = (options, workspace);
        _open = split =>
        {
            folder.DeleteLeftovers();
            SplitFile.WriteOrVerify(folder.Split, split);
            return folder;
        };
    }

    /// <summary>Goes on with a run that was interrupted.</summary>
    /// <param name="run">Its folder.</param>
    /// <param name="workspace">Where features are kept; null for the defaults.</param>
    /// <param name="threads">Worker threads, or null for one a processor.</param>
    /// <param name="utterances">What <see cref="DataOptions.Utterances"/> was; null where there were none.</param>
    /// <exception cref="FileNotFoundException">The folder is none of a tuning run.</exception>
    /// <exception cref="InvalidDataException">Its files are damaged or of another version.</exception>
    public static TuningRun Resume(
        string run, Workspace? workspace = null, int? threads = null, IEnumerable<Utterance>? utterances = null)
    {
        var settings = RunFolder.ReadSettings(run, SettingsFile, "tuning run", TuningOptions.FromJson);
        var options = settings with { Threads = threads, Utterances = utterances };
        options.Validate();
        return new TuningRun(options, workspace ?? new Workspace(), RunFolder.At(run));
    }

    /// <summary>Runs to the end.</summary>
    /// <param name="observer">Told of progress, notes and the run's folder; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run; <see cref="Resume"/> goes on from there.</param>
    /// <exception cref="CorpusException">The data cannot be read, or lacks what is asked for.</exception>
    /// <exception cref="InvalidDataException">
    /// The data cannot be divided as asked, is no longer what the run began with, or no settings could be trained with.
    /// </exception>
    public TuningResult Execute(IExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        observer ??= SilentObserver.Instance;
        var begun = Read(observer, cancellationToken);
        var (corpora, data, outer) = (begun.Corpora, begun.Data, begun.Outer);
        foreach (var note in outer.Notes) observer.Note("warning: " + note);
        var folder = _open(SplitFile.ToJson(outer, data.Utterances));
        observer.Began(folder.FullPath);
        var count = _options.Search == SearchMethod.Tpe ? _options.TpeTrials : begun.Trials.Count;
        observer.Note(FormattableString.Invariant($"{count} trials in each of {outer.Folds.Count + 1} searches"));
        if (outer.Protocol.Warning is { } warning) observer.Note("warning: " + warning);

        var searches = new List<SearchResult>();
        var (tuned, defaults) = (new List<TestedUtterance>(), new List<TestedUtterance>());
        foreach (var fold in outer.Folds)
        {
            var (found, own, plain) = ExecuteFold(begun, fold, folder, observer, cancellationToken);
            searches.Add(found);
            tuned.AddRange(own);
            defaults.AddRange(plain);
            // The first search has seen the recipes of all trials, and so their features; one that learns may yet come to others.
            if (_options.Search != SearchMethod.Tpe) corpora.Release();
        }

        var evaluation = Evaluate(outer, data, tuned);
        var last = SearchAll(begun, folder, observer, cancellationToken);
        searches.Add(last);
        var chosen = corpora.Settle(_options.With(last.Chosen.Settings));
        var epochs = last.Chosen.BestEpochs.Order().ElementAt(last.Chosen.BestEpochs.Count / 2);
        var model = Trainer(begun, chosen, observer).Refit(folder.Refit, epochs, evaluation, cancellationToken);
        var unadorned = Evaluate(outer, data, defaults);
        return Write(new TuningResult(folder, evaluation, unadorned, TuningGain.Of(evaluation, unadorned), searches, model), chosen);
    }

    /// <summary>
    /// Divides the run into its searches, one for each outer fold and one over all speakers, each of which can be done by itself, on any
    /// machine. A run in a workspace whose <see cref="Workspace.Parts"/> are their folders then does what is left: scores, report and
    /// refit.
    /// </summary>
    /// <param name="observer">Told of progress and notes; null for nobody.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CorpusException">The data cannot be read, or lacks what is asked for.</exception>
    /// <exception cref="InvalidDataException">The data cannot be divided as asked.</exception>
    public DividedWork Divide(IExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        var begun = Read(observer ?? SilentObserver.Instance, cancellationToken);
        var (corpora, data, outer) = (begun.Corpora, begun.Data, begun.Outer);
        var folds = outer.Folds.Select(fold => Unit(
            FormattableString.Invariant($"fold-{fold.Number}"),
            [.. TrainingFolder.OfWholeFold(fold.Number), .. TrainingFolder.OfWholeFold(fold.Number).Select(file => $"{Defaults}/{file}")],
            (folder, watch, token) => ExecuteFold(begun, fold, folder, watch, token)));
        return new DividedWork(
            [
                .. UnitInputs.Of(_options.Recipe.Name, corpora.Settle(_options.Recipe)),
                WorkInput.OfText("the options", _options.ToJson().ToJsonString()),
            ],
            UnitInputs.Of(data.Utterances),
            [.. folds, Unit("all", [], (folder, watch, token) => SearchAll(begun, folder, watch, token))]);

        WorkUnit Unit(string name, IReadOnlyList<string> leaves, Action<RunFolder, IExperimentObserver, CancellationToken> work) => new(
            name, 0, data.Utterances.Count,
            (path, watch, token) => work(
                RunFolder.TryCreate(path, Files(SplitFile.ToJson(outer, data.Utterances)))
                    ?? throw new IOException($"{path}: there is such a folder already."),
                watch, token))
        {
            Leaves = [SettingsFile, "split.json", .. leaves],
        };
    }

    private Begun Read(IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var trials = _options.CreateTrials();
        var corpora = ExperimentData.Read(_options, _workspace, observer, cancellationToken);
        Recipe[] recipes = [.. trials.Select(t => corpora.Settle(_options.With(t)))];
        var data = corpora.Label(_options.Labels, _options.Recipe.Targets, observer, cancellationToken);
        var features = new FeatureTables(
            recipe => corpora.TrainingFeatures(data.Utterances, recipe, _options.Seed, observer, cancellationToken).Value);
        return new Begun(corpora, data, Plan(data, null), trials, recipes, features);
    }

    /// <summary>Searches within the training part of a fold, and tests what it chose and the recipe as it is.</summary>
    private (SearchResult Found, IReadOnlyList<TestedUtterance> Tuned, IReadOnlyList<TestedUtterance> Defaults) ExecuteFold(
        Begun begun, FoldPlan fold, RunFolder folder, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var (corpora, data, outer) = (begun.Corpora, begun.Data, begun.Outer);
        var trials = folder.PathOf("trials", fold.Number.ToString(CultureInfo.InvariantCulture));
        var found = Search(begun, observer).Execute(fold.Number, fold.Train, trials, cancellationToken);
        var tuned = Test(corpora.Settle(_options.With(found.Chosen.Settings)), folder);
        var defaults = Test(corpora.Settle(_options.Recipe), RunFolder.At(folder.PathOf(Defaults)));
        observer.Note(FormattableString.Invariant(
            $"fold {fold.Number}/{outer.Folds.Count}: {Written(found.Chosen.Settings)} (inner UAR {found.Chosen.MeanUar:0.000})"));
        return (found, tuned, defaults);

        IReadOnlyList<TestedUtterance> Test(Recipe recipe, RunFolder run)
        {
            var (own, part, trainer) = (
                Plan(data, recipe).Folds[fold.Number - 1], run.Fold(fold.Number), Trainer(begun, recipe, observer));
            return (trainer.TryReadBack(own, part) ?? trainer.TrainAndTest(own, outer.Folds.Count, part, cancellationToken)).Answers;
        }
    }

    private SearchResult SearchAll(Begun begun, RunFolder folder, IExperimentObserver observer, CancellationToken cancellationToken) =>
        Search(begun, observer).Execute(
            0, [.. Enumerable.Range(0, begun.Data.Utterances.Count)], folder.PathOf("trials", "all"), cancellationToken);

    private TrialSearch Search(Begun begun, IExperimentObserver observer) => new(
        _options, begun.Data, begun.Trials, begun.Recipes, begun.Features, observer,
        settings => begun.Corpora.Settle(_options.With(settings)));

    private FoldTrainer Trainer(Begun begun, Recipe recipe, IExperimentObserver observer) =>
        new(_options.Run(recipe).Job, begun.Data, begun.Features.Of(recipe), observer);

    private Dictionary<string, JsonObject> Files(JsonObject split) => new()
    {
        [SettingsFile] = _options.ToJson(),
        ["split.json"] = split,
    };

    internal static string Written(IReadOnlyDictionary<string, string> settings) =>
        string.Join(", ", settings.Select(s => $"{s.Key}={s.Value}"));

    /// <summary>
    /// The outer folds; with the speakers that a recipe's early stopping watches taken out of the training part where one is given.
    /// </summary>
    private ProtocolPlan Plan(TrainingData data, Recipe? recipe)
    {
        var share = recipe is null ? null : _options.Run(recipe).ValidationShare;
        var plan = ProtocolPlan.Create(_options.Protocol, data.Utterances, data.Targets, _options.Folds, _options.Seed, share);
        return plan with { Protocol = plan.Protocol with { Selection = _options.Selection.Describe() } };
    }

    private static EvaluationResult Evaluate(ProtocolPlan outer, TrainingData data, IReadOnlyList<TestedUtterance> answers) =>
        new(outer.Protocol, data.Labels, answers, data.Unmapped) { Calibration = Calibration.Of(answers) };

    private TuningResult Write(TuningResult result, Recipe chosen)
    {
        var folder = result.Folder;
        JsonFile.Write(folder.Recipe, chosen.ToJson());
        RunFiles.WriteScores(folder, result.Evaluation);
        JsonFile.Write(folder.PathOf("tuning.json"), result.ToJson());
        RunFiles.WriteReport(
            folder, _options.Run(_options.Recipe).Job.ModelName + ", tuned", result.Evaluation, chosen,
            sections: [TuningSection.Of(result)]);
        return result;
    }

    /// <summary>The data as it was read, the outer folds, the first trials with their recipes, and the features by recipe.</summary>
    private sealed record Begun(
        ExperimentData Corpora, TrainingData Data, ProtocolPlan Outer, IReadOnlyList<IReadOnlyDictionary<string, string>> Trials,
        IReadOnlyList<Recipe> Recipes, FeatureTables Features);
}
