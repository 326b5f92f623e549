using System.Collections.Concurrent;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Encoders;
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
        (_name, Utterances, _audio) = (string.Join(", ", options.Data), utterances, audio);
        (_threads, _features) = (options.WorkerThreads, new FeatureTable(cache, audio, options.WorkerThreads));
    }

    /// <summary>All utterances, whatever their labels.</summary>
    public IReadOnlyList<Utterance> Utterances { get; }

    /// <summary>Reads the corpora and notes what was left out.</summary>
    /// <exception cref="CorpusException">The data cannot be read, or holds no utterance.</exception>
    public static ExperimentData Read(
        DataOptions options, Workspace workspace, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var audio = workspace.OpenAudio();
        var reading = new CorpusReadOptions
        {
            Corpus = options.Corpus,
            Threads = options.WorkerThreads,
            CheckEveryFile = true,
            Audio = audio,
            Cache = workspace.Cache.Audio,
        };
        var corpora = CorpusCollection.Read(options.Data, reading, new Reading(observer), cancellationToken);
        foreach (var note in corpora.Notes) observer.Note("note: " + note);
        foreach (var warning in corpora.Warnings) observer.Note("warning: " + warning);
        foreach (var group in corpora.Problems.Where(p => !p.Reason.IsKept()).GroupBy(p => p.Reason))
        {
            observer.Note($"left out: {group.Count()} {group.Key.Word()} (see 'undertone corpus check')");
        }

        return corpora.Utterances.Count > 0
            ? new ExperimentData(options, corpora.Utterances, workspace.Cache, audio)
            : throw new CorpusException(
                $"No utterances were found in {string.Join(", ", options.Data)}. 'undertone corpus check' says why.");
    }

    /// <summary>The utterances that train and test models which tell these labels apart, or all that the data has.</summary>
    /// <exception cref="CorpusException">The data has one emotion only, or lacks one of the labels.</exception>
    public TrainingData Label(LabelSet? labels, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var words = Utterances.Select(u => u.Emotion).Distinct(StringComparer.Ordinal).ToArray();
        if (labels is not null) RequireAll(labels, words);
        else if (words.Length < 2)
        {
            throw new CorpusException(
                $"{_name}: all {Utterances.Count} utterances are labelled '{words[0]}', and a model needs at least two emotions to tell " +
                "apart. Bring data of another one.");
        }

        return Label(Utterances, labels ?? LabelSet.Of(words), observer, observer.Note, cancellationToken);
    }

    /// <summary>Some of the utterances, labelled; finished models can be asked about them, each computed once.</summary>
    public TrainingData Label(
        IReadOnlyList<Utterance> utterances, LabelSet labels, IExperimentObserver observer, Action<string>? note,
        CancellationToken cancellationToken)
    {
        var data = TrainingData.Map(utterances, labels, note);
        var answers = new ConcurrentDictionary<string, Lazy<float[][]>>(StringComparer.Ordinal);
        float[][] Ask(string model) => Teacher.Load(model, labels).Answer(
            recipe => _features.Compute(data.Utterances, recipe, observer, cancellationToken), _threads);
        return data with { Teach = model => answers.GetOrAdd(model, m => new Lazy<float[][]>(() => Ask(m))).Value };
    }

    /// <summary>The recipe with all that it leaves to its encoder, and the band of this data where it asks for that.</summary>
    public Recipe Settle(Recipe recipe) => TrainingBand.Settle(EncoderRecipe.Settle(recipe), Utterances);

    /// <summary>The features of utterances, computed when they are first asked for.</summary>
    public Lazy<float[][]> Features(
        IReadOnlyList<Utterance> utterances, Recipe recipe, IExperimentObserver observer, CancellationToken cancellationToken) =>
        new(() => _features.Compute(utterances, recipe, observer, cancellationToken));

    /// <summary>The samples of an utterance at its file's own rate.</summary>
    public AudioClip Load(Utterance utterance) => _features.Load(utterance);

    /// <summary>Gives back the memory of the files that were read; for when all features are there.</summary>
    public void Release() => _audio.Release();

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
