using System.Collections.Concurrent;
using System.Globalization;
using Undertone.Learning.Classical;
using Undertone.Learning.Metrics;
using Undertone.Learning.Neural;
using Undertone.Learning.Selection;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>
/// Finds the best settings for given utterances by folds over their speakers. It is handed those utterances alone, so that nothing else can
/// take part in the choice. Trials of classical models run side by side, one thread each; a network has all threads to itself.
/// </summary>
internal sealed class TrialSearch(
    TuningOptions options,
    TrainingData data,
    IReadOnlyList<IReadOnlyDictionary<string, string>> trials,
    IReadOnlyList<Recipe> recipes,
    FeatureTables features,
    IProgress<TrainingProgress>? progress,
    Func<IReadOnlyDictionary<string, string>, Recipe>? settle = null)
{
    /// <summary>How many trials a search that learns draws at random, and how many it suggests at a time from then on.</summary>
    public const int FirstRound = 10, LaterRounds = 5;

    private readonly List<IReadOnlyDictionary<string, string>> _trials = [.. trials];
    private readonly List<Recipe> _recipes = [.. recipes];

    /// <summary>Searches.</summary>
    /// <param name="fold">The outer fold, or 0.</param>
    /// <param name="members">Places of the utterances that may choose.</param>
    /// <param name="folder">Where each trial leaves its result, from which an interrupted search goes on.</param>
    /// <param name="cancellationToken">Ends the search; finished trials keep their files.</param>
    public SearchResult Execute(int fold, int[] members, string folder, CancellationToken cancellationToken)
    {
        var speakers = members.Select(i => data.Utterances[i].SpeakerKey).Distinct().Count();
        if (speakers < options.InnerFolds)
        {
            throw new InvalidDataException(
                $"Tuning with {options.InnerFolds} inner folds needs at least {options.InnerFolds} training speakers, and " +
                $"{(fold == 0 ? "the data" : $"fold {fold}")} has {speakers}. "
                + "Ask for fewer with --inner-folds, or bring data of more speakers.");
        }

        var stage = fold == 0 ? "search over all speakers" : $"search in fold {fold}";
        var rounds = options.Search == SearchMethod.Tpe
            ? Learn(members, folder, stage, cancellationToken)
            : Sieve(members, folder, stage, cancellationToken);
        var last = options.Search == SearchMethod.Tpe ? rounds.SelectMany(r => r.Trials).ToArray() : rounds[^1].Trials;
        var chosen = last[SuccessiveHalving.Survivors([.. last.Select(t => t.Rank(options.InnerFolds))], 1)[0]];
        if (chosen.Error is { } error)
            throw new InvalidDataException($"None of the settings could be trained with ({stage}); trial {chosen.Number}: {error}");
        return new SearchResult(fold, speakers, rounds, chosen);
    }

    /// <summary>All trials, or the survivors of ever fewer on ever more utterances.</summary>
    private List<TrialRound> Sieve(int[] members, string folder, string stage, CancellationToken cancellationToken)
    {
        var rounds = new List<TrialRound>();
        var candidates = Enumerable.Range(0, trials.Count).ToArray();
        var planned = Rounds(members);
        for (var r = 0; r < planned.Count; r++)
        {
            var round = Path.Combine(folder, (r + 1).ToString(CultureInfo.InvariantCulture));
            var effort = new TrialEffort(planned[r].Resources, options.InnerFolds);
            var results = Score([.. candidates.Select(Begin)], effort, members, round, stage, cancellationToken);
            rounds.Add(new TrialRound(planned[r].Resources, results));
            if (r + 1 == planned.Count) break;
            var survivors = SuccessiveHalving.Survivors(Array.ConvertAll(results, t => t.MeanUar), planned[r + 1].Candidates);
            candidates = [.. survivors.Select(place => results[place].Number - 1).Order()];
        }

        return rounds;
    }

    /// <summary>
    /// Trials by rounds, each suggested by all rounds before it: which of a round ends first does not matter, and a search that goes on
    /// suggests what it suggested before.
    /// </summary>
    private List<TrialRound> Learn(int[] members, string folder, string stage, CancellationToken cancellationToken)
    {
        var estimator = new TreeParzenEstimator(options.ReadParameters(), (ulong)options.Seed);
        var most = MostUtterances(members);
        var rounds = new List<TrialRound>();
        _trials.RemoveRange(trials.Count, _trials.Count - trials.Count);
        _recipes.RemoveRange(trials.Count, _recipes.Count - trials.Count);
        for (var first = 0; first < _trials.Count;)
        {
            var round = Path.Combine(folder, (rounds.Count + 1).ToString(CultureInfo.InvariantCulture));
            var candidates = Enumerable.Range(first, _trials.Count - first).ToArray();
            rounds.Add(new TrialRound(most, Prune([.. candidates.Select(Begin)], most, members, round, stage, cancellationToken)));
            first = _trials.Count;
            var wanted = Math.Min(LaterRounds, options.TpeTrials - first);
            if (wanted < 1) break;
            var tried = rounds.SelectMany(r => r.Trials).Select(t => (t.Settings, t.Rank(options.InnerFolds))).ToArray();
            foreach (var suggested in estimator.Suggest(wanted, tried))
            {
                _trials.Add(suggested);
                _recipes.Add(settle!(suggested));
            }
        }

        return rounds;
    }

    /// <summary>
    /// Trials on all inner folds, or, where trials are stopped early, on the first ones, the best third of them on three times as many, and
    /// so on, and the last on all. Settings that cannot be trained with are not tried further.
    /// </summary>
    private Trial[] Prune(
        Trial[] asked, int utterances, int[] members, string folder, string stage, CancellationToken cancellationToken)
    {
        var rungs = options.Prune ? SuccessiveHalving.Rounds(asked.Length, 1, options.InnerFolds) : [new(asked.Length, 1)];
        var open = Enumerable.Range(0, asked.Length).ToArray();
        var results = asked.ToArray();
        for (var r = 0; r < rungs.Count && open.Length > 0; r++)
        {
            var folds = r + 1 == rungs.Count ? options.InnerFolds : rungs[r].Resources;
            var own = options.Prune ? Path.Combine(folder, folds.ToString(CultureInfo.InvariantCulture)) : folder;
            var begun = Array.ConvertAll(open, i => results[i]);
            var scored = Score(begun, new TrialEffort(utterances, folds), members, own, stage, cancellationToken);
            for (var i = 0; i < open.Length; i++) results[open[i]] = scored[i];
            if (folds == options.InnerFolds) break;
            var best = SuccessiveHalving.Survivors([.. scored.Select(t => t.MeanUar)], rungs[r + 1].Candidates);
            open = [.. best.Where(i => scored[i].Error is null).Select(i => open[i]).Order()];
        }

        return Array.ConvertAll(results, t => t with { StoppedEarly = t.Error is null && t.InnerUars.Count < options.InnerFolds });
    }

    private Trial Begin(int place) => new(place + 1, _trials[place], [], [], null);

    private int MostUtterances(int[] members) => InnerFolds(options.Recipe, members).Max(f => f.Train.Length);

    private IReadOnlyList<HalvingRound> Rounds(int[] members)
    {
        var most = MostUtterances(members);
        // The least of scikit-learn's: two utterances of each class in each fold.
        return options.Search == SearchMethod.Halving
            ? SuccessiveHalving.Rounds(trials.Count, Math.Min(2 * options.InnerFolds * data.Labels.Count, most), most)
            : [new HalvingRound(trials.Count, most)];
    }

    /// <summary>Goes on with trials until they have used what they may.</summary>
    private Trial[] Score(
        Trial[] begun, TrialEffort effort, int[] members, string folder, string stage, CancellationToken cancellationToken)
    {
        var files = Array.ConvertAll(
            begun, t => new TrialFile(Path.Combine(folder, t.Number.ToString(CultureInfo.InvariantCulture) + ".json")));
        var results = begun.Select((t, i) => files[i].TryRead(t.Number, t.Settings)).ToArray();
        var open = Enumerable.Range(0, begun.Length).Where(i => results[i] is null).ToArray();
        // Features with all threads, then trials.
        foreach (var i in open) _ = features.Of(RecipeOf(begun[i])).Value;
        var done = begun.Length - open.Length;
        if (done > 0) progress?.Report(new TrainingProgress(stage, done, begun.Length));
        var threads = options.WorkerThreads;
        var sideBySide = begun.All(t => RecipeOf(t).Model.Classifier is not null) ? Math.Min(threads, begun.Length) : 1;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancellationToken };
        // Without buffering: a trial is long, and no worker shall hold a second one back.
        Parallel.ForEach(Partitioner.Create(open, EnumerablePartitionerOptions.NoBuffering), parallel, i =>
        {
            results[i] = files[i].Write(
                GoOn(begun[i], effort, members, files[i].Scratch, sideBySide == 1 ? threads : 1, cancellationToken));
            progress?.Report(new TrainingProgress(stage, Interlocked.Increment(ref done), begun.Length));
        });
        return results!;
    }

    private Recipe RecipeOf(Trial trial) => _recipes[trial.Number - 1];

    private Trial GoOn(
        Trial begun, TrialEffort effort, int[] members, string scratch, int ownThreads, CancellationToken cancellationToken)
    {
        var recipe = RecipeOf(begun);
        var uars = begun.InnerUars.ToList();
        var bestEpochs = begun.BestEpochs.ToList();
        try
        {
            var trainer = new FoldTrainer(options.Run(recipe).Job with { Threads = ownThreads }, data, features.Of(recipe), null);
            foreach (var fold in InnerFolds(recipe, members).Take(effort.Folds).Skip(uars.Count))
            {
                var tried = trainer.Try(
                    fold with { Train = Fewer(fold.Train, effort.Utterances) }, RunFolder.At(scratch).Fold(fold.Number), cancellationToken);
                uars.Add(
                    Scores.UnweightedAverageRecall([.. tried.Answers.Select(t => t.Truth)], [.. tried.Answers.Select(t => t.Predicted)]));
                bestEpochs.Add(tried.BestEpoch);
            }
        }
        catch (Exception e) when (e is ClassifierOptionsException or TrainingDivergedException or NetworkSpecException or RecipeException)
        {
            return new Trial(begun.Number, begun.Settings, [], [], e.Message);
        }

        return new Trial(begun.Number, begun.Settings, uars, bestEpochs, null);
    }

    /// <summary>Folds over the speakers of the members alone.</summary>
    internal IReadOnlyList<FoldPlan> InnerFolds(Recipe recipe, int[] members)
    {
        var own = Array.ConvertAll(members, i => data.Utterances[i]);
        var targets = Array.ConvertAll(members, i => data.Targets[i]);
        var plan = ProtocolPlan.Create(
            ProtocolSpec.SpeakerKFold, own, targets, options.InnerFolds, options.Seed, options.Run(recipe).ValidationShare);
        return [.. plan.Folds.Select(f => new FoldPlan(f.Number, Places(f.Train), Places(f.Validation), Places(f.Test)))];

        int[] Places(int[] inner) => Array.ConvertAll(inner, i => members[i]);
    }

    /// <summary>At most so many of the places, with each class in its share.</summary>
    private int[] Fewer(int[] places, int most)
    {
        if (most >= places.Length) return places;
        var kept = Splits.StratifiedShuffle(
            Array.ConvertAll(places, i => data.Targets[i]), (double)most / places.Length, (ulong)options.Seed).Test;
        return Array.ConvertAll(kept, i => places[i]);
    }
}
