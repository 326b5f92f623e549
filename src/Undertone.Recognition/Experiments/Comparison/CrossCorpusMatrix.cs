using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>Trains on each corpus and tests on each other: how much of a score is the corpus and not the emotion.</summary>
internal sealed class CrossCorpusMatrix(ComparisonOptions options, string folder, FeatureCache cache)
{
    public IProgress<TrainingProgress>? Progress { get; init; }

    public Action<string>? Note { get; init; }

    /// <summary>All pairs of corpora for each recipe: the diagonal by folds over the speakers of the one corpus.</summary>
    /// <exception cref="CorpusException">There are fewer than two corpora, or they share fewer than two emotions.</exception>
    public IReadOnlyList<CrossCorpusCell> Compute(IReadOnlyList<ComparedRecipe> recipes, CancellationToken cancellation)
    {
        var utterances = CorpusCollection.Read(options.Data, new CorpusReadOptions { Threads = options.Threads ?? Environment.ProcessorCount }, null, cancellation).Utterances;
        var corpora = utterances.GroupBy(u => u.Corpus, StringComparer.Ordinal).OrderBy(c => c.Key, StringComparer.Ordinal).ToArray();
        if (corpora.Length < 2) throw new CorpusException($"The cross-corpus matrix needs at least two corpora, and the data holds {corpora.Length}.");
        var labels = options.Labels ?? Shared(corpora.Select(c => c.Select(u => u.Emotion)));
        Note?.Invoke($"across corpora: {labels}");
        var cells = new List<CrossCorpusCell>();
        foreach (var (name, place, recipe) in recipes)
        {
            foreach (var source in corpora)
            {
                var speakers = source.Select(u => u.SpeakerKey).Distinct().Count();
                var run = TrainingRun.BeginOrResume(
                    options.Run(recipe, speakers > 1 ? "speaker-kfold" : "none") with { Corpus = source.Key, Labels = labels, Folds = Math.Min(options.Folds, Math.Max(2, speakers)), Refit = true },
                    Path.Combine(folder, source.Key, place), cache);
                run.Progress = Progress;
                var trained = run.Execute(cancellation);
                foreach (var target in corpora)
                {
                    var evaluation = target.Key == source.Key
                        ? trained.Evaluation
                        : ModelEvaluation.Run(trained.Model!, options.Run(recipe, "none") with { Corpus = target.Key }, cache, null, Progress, cancellation);
                    cells.Add(new CrossCorpusCell(name, source.Key, target.Key, evaluation));
                    if (evaluation is not null) Note?.Invoke(FormattableString.Invariant($"{name}: {source.Key} to {target.Key}: UAR {evaluation.Report.UnweightedAverageRecall:0.000}"));
                }
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
        return shared.Count >= 2 ? LabelSet.Of(shared) : throw new CorpusException("The corpora share fewer than two emotions; name the emotions with --labels.");
    }
}
