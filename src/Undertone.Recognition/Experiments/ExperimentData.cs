using System.Collections.Concurrent;
using Undertone.Recognition.Augmentation;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Experiments;

/// <summary>The data of an experiment: corpora are read once, and each file is opened once for its content and for its features.</summary>
internal sealed class ExperimentData
{
    private readonly AudioBytes _audio;
    private readonly FeatureTable _features;
    private readonly int _threads;
    private readonly string _name;

    private ExperimentData(DataOptions options, IReadOnlyList<Utterance> utterances, FeatureCache cache, AudioBytes audio)
    {
        (_name, Utterances, _audio) = (NameOf(options), utterances, audio);
        _threads = options.WorkerThreads;
        _features = new FeatureTable(cache, audio, _threads);
    }

    /// <summary>All utterances, whatever their labels.</summary>
    public IReadOnlyList<Utterance> Utterances { get; }

    /// <summary>Reads the corpora and notes what was left out.</summary>
    /// <exception cref="CorpusException">The data cannot be read, or holds no utterance.</exception>
    public static ExperimentData Read(
        DataOptions options, Workspace workspace, IExperimentObserver observer, CancellationToken cancellationToken) =>
        Read(options, LicenseFilter.Any, workspace, observer, cancellationToken);

    /// <summary>Reads the corpora whose terms fit and notes what was left out.</summary>
    /// <exception cref="CorpusException">The data cannot be read, or holds no utterance, or none whose terms fit.</exception>
    public static ExperimentData Read(
        DataOptions options, LicenseFilter licenses, Workspace workspace, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var audio = workspace.OpenAudio();
        var reading = new CorpusReadOptions
        {
            Corpus = options.Corpus,
            Threads = options.WorkerThreads,
            CheckEveryFile = true,
            Audio = audio,
            Cache = workspace.Cache.Audio,
            Extracted = workspace.Cache.Extracted,
        };
        var given = options.Utterances?.ToArray() ?? [];
        if (given.Length == 0 && options.Data.Count == 0)
            throw new CorpusException("There is nothing to learn from or to test on: the utterances given are none.");
        var corpora = CorpusCollection.Read(options.Data, given, reading, new Reading(observer), cancellationToken);
        foreach (var note in corpora.Notes) observer.Note("note: " + note);
        foreach (var warning in corpora.Warnings) observer.Note("warning: " + warning);
        foreach (var group in corpora.Problems.Where(p => !p.Reason.IsKept()).GroupBy(p => p.Reason))
        {
            observer.Note($"left out: {group.Count()} {group.Key.Word()} (see 'undertone corpus check')");
        }

        if (corpora.Utterances.Count == 0)
        {
            throw new CorpusException(
                $"No utterances were found in {NameOf(options)}. 'undertone corpus check' says why.");
        }

        var utterances = licenses == LicenseFilter.Commercial ? Commercial(corpora, observer) : corpora.Utterances;
        var selected = options.Selection.Apply(utterances, options.Seed);
        if (!options.Selection.IsAll)
        {
            observer.Note(FormattableString.Invariant(
                $"selected: {selected.Count} of {utterances.Count} utterances ({options.Selection.Describe()})"));
        }

        return new ExperimentData(options, selected, workspace.Cache, audio);
    }

    /// <summary>
    /// The utterances that train and test models with these targets: which tell these labels apart, or all that the data has, and answer
    /// on dimensions.
    /// </summary>
    /// <exception cref="CorpusException">The data has one emotion only, or lacks one of the labels or dimensions.</exception>
    public TrainingData Label(LabelSet? labels, TargetPlan targets, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        if (!targets.Emotion) return Label(Utterances, LabelSet.None, targets.Dimensions, observer, observer.Note, cancellationToken);
        var words = Utterances.Select(u => u.Emotion).Where(e => e != Utterance.NoEmotion).Distinct(StringComparer.Ordinal).ToArray();
        if (labels is not null) RequireAll(labels, words);
        else if (words.Length == 0)
        {
            throw new CorpusException(
                $"{_name}: no utterance has an emotion. Name dimensions as the recipe's targets, such as --set targets=arousal, or bring "
                + "labels.");
        }
        else if (words.Length < 2)
        {
            throw new CorpusException(
                $"{_name}: all {Utterances.Count} utterances are labelled '{words[0]}', and a model needs at least two emotions to tell " +
                "apart. Bring data of another one.");
        }

        return Label(Utterances, labels ?? LabelSet.Of(words), targets.Dimensions, observer, observer.Note, cancellationToken);
    }

    /// <summary>Some of the utterances, labelled; finished models can be asked about them, each computed once.</summary>
    public TrainingData Label(
        IReadOnlyList<Utterance> utterances, LabelSet labels, IReadOnlyList<string> dimensions, IExperimentObserver observer,
        Action<string>? note, CancellationToken cancellationToken)
    {
        var data = TrainingData.Map(utterances, labels, dimensions, note);
        var answers = new ConcurrentDictionary<string, Lazy<float[][]>>(StringComparer.Ordinal);
        return data with { Teach = Ask };

        float[][] Ask(string model, FoldPlan fold) => answers.GetOrAdd(
            Teacher.FileOf(model, fold), file => new Lazy<float[][]>(() => Answer(Teacher.Load(file, labels, Untold(model, fold))))).Value;

        // The models of a run's folds are there so that none has heard what its pupil is tested on.
        IEnumerable<Utterance> Untold(string model, FoldPlan fold) =>
            Directory.Exists(model) ? fold.Test.Select(i => data.Utterances[i]) : [];

        float[][] Answer(Teacher teacher) => teacher.Answer(
            recipe => _features.Compute(data.Utterances, recipe, null, observer, cancellationToken), _threads);
    }

    /// <summary>The recipe with all that it leaves to its encoder, and the band of this data where it asks for that.</summary>
    /// <exception cref="RecipeException">The model that is to teach is not there.</exception>
    public Recipe Settle(Recipe recipe)
    {
        if (recipe.Training.Distillation is { } distillation) Teacher.RequireThere(distillation.Model);
        if (recipe.Fusion?.Recipe.Training.Distillation is { Model: not DistillationPlan.First and var model }) Teacher.RequireThere(model);
        return TrainingBand.Settle(EncoderRecipe.Settle(recipe), Utterances);
    }

    /// <summary>The features of utterances, computed when they are first asked for.</summary>
    public Lazy<float[][]> Features(
        IReadOnlyList<Utterance> utterances, Recipe recipe, IExperimentObserver observer, CancellationToken cancellationToken) =>
        new(() => _features.Compute(utterances, recipe, null, observer, cancellationToken));

    /// <summary>
    /// The features of utterances and, behind them, of the copies that the recipe trains on, computed when they are first asked for.
    /// </summary>
    public Lazy<float[][]> TrainingFeatures(
        IReadOnlyList<Utterance> utterances, Recipe recipe, int seed, IExperimentObserver observer, CancellationToken cancellationToken) =>
        new(() =>
        {
            var copies = recipe.Training.Copies is { } plan
                ? new UtteranceCopies(plan, ClipAugmentation.Open(plan.Stages, _threads, observer.Note, cancellationToken), seed)
                : null;
            return _features.Compute(utterances, recipe, copies, observer, cancellationToken);
        });

    /// <summary>The samples of an utterance at its file's own rate.</summary>
    public AudioClip Load(Utterance utterance) => _features.Load(utterance);

    /// <summary>Gives back the memory of the files that were read; for when all features are there.</summary>
    public void Release() => _audio.Release();

    /// <summary>The utterances whose terms allow commercial use; the others are named.</summary>
    private static Utterance[] Commercial(CorpusCollection corpora, IExperimentObserver observer)
    {
        var allowed = corpora.Utterances.Where(u => u.Terms is { CommercialUse: true, Derivatives: true }).ToArray();
        var others = corpora.Utterances.Except(allowed).GroupBy(u => (u.Corpus, Terms: u.Terms?.Describe() ?? "terms not known"))
            .OrderBy(g => g.Key.Corpus, StringComparer.Ordinal).ThenBy(g => g.Key.Terms, StringComparer.Ordinal)
            .Select(g => FormattableString.Invariant($"{g.Key.Corpus}, {g.Count()} utterances ({g.Key.Terms})")).ToArray();
        if (allowed.Length == 0)
        {
            throw new CorpusException(
                $"No corpus of the data is known to allow commercial use: {string.Join("; ", others)}. "
                + "Bring one that does, such as CREMA-D, or say so of your own in a manifest, "
                + "with yes in a column commercial ('undertone corpus list' writes one).");
        }

        foreach (var other in others) observer.Note($"left out, as it is not known to allow commercial use: {other}");
        return allowed;
    }

    private static string NameOf(DataOptions options) => options switch
    {
        { Utterances: null } => string.Join(", ", options.Data),
        { Data.Count: 0 } => "the utterances given",
        _ => string.Join(", ", options.Data) + " and the utterances given",
    };

    private void RequireAll(LabelSet labels, IReadOnlyList<string> words)
    {
        var present = words.Select(labels.Map).ToHashSet();
        var missing = labels.Where((_, i) => !present.Contains(i)).ToArray();
        if (missing.Length == 0) return;
        var faults = missing.Select(
            label => Spelling.Nearest(label, words) is { } near ? $"'{label}' (did you mean '{near}'?)" : $"'{label}'");
        throw new CorpusException(
            $"{_name}: no utterance is labelled {string.Join(" or ", faults)}. The data has: " +
            $"{string.Join(", ", words.Order(StringComparer.Ordinal))}. "
            + "A model learns only what it hears: name labels that the data has, or bring data of the others.");
    }

    /// <summary>Passes on progress at once; <see cref="Progress{T}"/> would post it to another thread.</summary>
    private sealed class Reading(IExperimentObserver observer) : IProgress<CorpusProgress>
    {
        public void Report(CorpusProgress value) => observer.Report(new TrainingProgress("read", value.FilesDone, value.FilesTotal));
    }
}
