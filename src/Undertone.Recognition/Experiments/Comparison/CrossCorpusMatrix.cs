using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>Trains on each corpus and tests on each other: how much of a score is the corpus and not the emotion.</summary>
/// <param name="options">What is compared.</param>
/// <param name="data">The data, which has been read.</param>
/// <param name="folder">Where the runs lie.</param>
/// <param name="workspace">Where features are kept.</param>
/// <param name="observer">Told of progress and scores.</param>
internal sealed class CrossCorpusMatrix(
    ComparisonOptions options, ExperimentData data, string folder, Workspace workspace, IExperimentObserver observer)
{
    /// <summary>All pairs of corpora for each recipe: the diagonal by folds over the speakers of the one corpus.</summary>
    /// <exception cref="CorpusException">There are fewer than two corpora, or they share fewer than two emotions.</exception>
    public IReadOnlyList<CrossCorpusCell> Compute(IReadOnlyList<ComparedRecipe> recipes, CancellationToken cancellationToken)
    {
        var parts = Parts(cancellationToken);
        return [.. recipes.SelectMany(recipe => Row(recipe, parts, cancellationToken))];
    }

    /// <summary>The folds on the diagonal as units.</summary>
    /// <exception cref="CorpusException">There are fewer than two corpora, or they share fewer than two emotions.</exception>
    public IEnumerable<WorkUnit> Units(IReadOnlyList<ComparedRecipe> recipes, CancellationToken cancellationToken) =>
        from part in Parts(cancellationToken)
        from recipe in recipes
        let own = Own(part.Corpus, part.Data, recipe.Recipe)
        where own.Protocol.Kind != ProtocolKind.None
        from unit in TrainingRun.Units(
            own, TrainingRun.PlanOf(own, part.Data), part.Data,
            watch => data.TrainingFeatures(part.Data.Utterances, recipe.Recipe, options.Seed, watch, cancellationToken), workspace,
            $"cross-corpus/{part.Corpus}/{recipe.Name}/", $"{folder}/{part.Corpus}/{recipe.Folder}")
        select unit;

    /// <summary>The corpora, with the emotions that they share.</summary>
    private (string Corpus, TrainingData Data)[] Parts(CancellationToken cancellationToken)
    {
        var corpora = data.Utterances.GroupBy(u => u.Corpus, StringComparer.Ordinal).OrderBy(c => c.Key, StringComparer.Ordinal).ToArray();
        if (corpora.Length < 2)
            throw new CorpusException($"The cross-corpus matrix needs at least two corpora, and the data holds {corpora.Length}.");
        var labels = options.Labels ?? Shared(corpora.Select(c => c.Select(u => u.Emotion)));
        observer.Note($"across corpora: {labels}");
        return Array.ConvertAll(corpora, c =>
            (Corpus: c.Key, Data: data.Label([.. c], labels, [], observer, null, cancellationToken)));
    }

    /// <summary>The run on one corpus.</summary>
    private TrainingRunOptions Own(string corpus, TrainingData training, Recipe recipe)
    {
        var speakers = training.Speakers().Count;
        return options.Run(recipe, speakers > 1 ? ProtocolSpec.SpeakerKFold : ProtocolSpec.None) with
        {
            Corpus = corpus,
            Labels = training.Labels,
            Folds = Math.Min(options.Folds, Math.Max(2, speakers)),
            Refit = true,
        };
    }

    private List<CrossCorpusCell> Row(
        ComparedRecipe compared, (string Corpus, TrainingData Data)[] parts, CancellationToken cancellationToken)
    {
        var (name, place, recipe) = compared;
        var features = parts.ToDictionary(
            p => p.Corpus, p => data.TrainingFeatures(p.Data.Utterances, recipe, options.Seed, observer, cancellationToken));
        var cells = new List<CrossCorpusCell>();
        foreach (var (source, training) in parts)
        {
            var own = Own(source, training, recipe);
            var run = TrainingRun.At(Path.Combine(folder, source, place), own, workspace);
            var trained = run.Execute(training, features[source], new InnerObserver(observer, notes: false), cancellationToken);
            foreach (var (target, tested) in parts)
            {
                var evaluation = target == source
                    ? trained.Evaluation
                    : ModelEvaluation.Score(trained.Model!, tested, features[target].Value, options, SilentObserver.Instance);
                cells.Add(new CrossCorpusCell(name, source, target, evaluation));
                if (evaluation is null) continue;
                observer.Note(
                    FormattableString.Invariant($"{name}: {source} to {target}: UAR {evaluation.Report.UnweightedAverageRecall:0.000}"));
            }
        }

        return cells;
    }

    /// <summary>The emotions that all corpora have; calm counts as neutral where one of them lacks calm.</summary>
    internal static LabelSet Shared(IEnumerable<IEnumerable<string>> emotions)
    {
        var sets = emotions.Select(e => e.ToHashSet(StringComparer.Ordinal)).ToArray();
        if (!sets.All(s => s.Contains("calm")))
        {
            foreach (var set in sets.Where(s => s.Remove("calm"))) set.Add("neutral");
        }

        var shared = sets.Aggregate((a, b) => [.. a.Intersect(b)]);
        return shared.Count >= 2
            ? LabelSet.Of(shared)
            : throw new CorpusException("The corpora share fewer than two emotions; name the emotions with --labels.");
    }
}
