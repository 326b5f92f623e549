using System.Runtime.Intrinsics;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.Selection;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>
/// Adds trees step by step, each along the gradient of the loss: one a step for two classes, one for each class otherwise.
/// </summary>
internal sealed class Booster
{
    private readonly GradientBoostingOptions _options;
    private readonly LabeledRows _train;
    private readonly LabeledRows? _validation;
    private readonly FitContext _context;
    private readonly int[] _present;
    private readonly int[] _lineOf;
    private readonly double[] _scores;
    private readonly double[] _validationScores;
    private readonly BoostedTreeGrower[] _growers;
    private readonly Vector128<float>[][] _entries;

    public Booster(GradientBoostingOptions options, LabeledRows data, FitContext context)
    {
        (_options, _context) = (options, context);
        (_train, _validation) = Part(options, data, context.Seed);
        (_present, Baseline) = Prior(_train);
        _lineOf = new int[data.Classes];
        for (var k = 0; k < _present.Length; k++) _lineOf[_present[k]] = k;
        _scores = Repeat(Baseline, _train.Count);
        _validationScores = Repeat(Baseline, _validation?.Count ?? 0);
        var columns = BinnedColumns.Create(_train, options.MaxBins, context);
        // Trees of one step do not depend on each other: with several of them each keeps to one thread.
        var inner =
            new ParallelOptions { MaxDegreeOfParallelism = Lines > 1 ? 1 : context.Threads, CancellationToken = context.Cancellation };
        (_growers, _entries) = (new BoostedTreeGrower[Lines], new Vector128<float>[Lines][]);
        for (var k = 0; k < Lines; k++)
            (_growers[k], _entries[k]) = (new BoostedTreeGrower(columns, _train.Count, options, inner), new Vector128<float>[_train.Count]);
    }

    /// <summary>Scores before the first tree.</summary>
    public double[] Baseline { get; }

    /// <summary>The classes that occur.</summary>
    public int[] Present => _present;

    private int Lines => Baseline.Length;

    /// <summary>The trees, step by step, line by line.</summary>
    public Tree[] Run()
    {
        var trees = new List<Tree>();
        var losses = new List<double>();
        if (_validation is not null) losses.Add(ValidationLoss());
        for (var step = 0; step < _options.Iterations; step++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            Gradients();
            var grown = new Tree[Lines];
            Parallel.For(0, Lines, _context.Parallel, k => grown[k] = _growers[k].Grow(_entries[k], _scores, k, Lines));
            trees.AddRange(grown);
            if (_validation is null) continue;
            for (var i = 0; i < _validation.Count; i++)
            {
                for (var k = 0; k < Lines; k++) _validationScores[i * Lines + k] += grown[k].Predict(_validation.Row(i))[0];
            }

            losses.Add(ValidationLoss());
            if (Stalled(losses)) break;
        }

        return [.. trees];
    }

    /// <summary>Probabilities of the classes that occur from scores, in place for several lines.</summary>
    public static void Probabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        if (scores.Length == 1)
        {
            probabilities[1] = 1 / (1 + Math.Exp(-scores[0]));
            probabilities[0] = 1 - probabilities[1];
            return;
        }

        double largest = double.NegativeInfinity, sum = 0;
        foreach (var s in scores) largest = Math.Max(largest, s);
        for (var k = 0; k < scores.Length; k++) sum += probabilities[k] = Math.Exp(scores[k] - largest);
        for (var k = 0; k < scores.Length; k++) probabilities[k] /= sum;
    }

    /// <summary>The last rounds brought no gain over the one before them.</summary>
    private bool Stalled(List<double> losses)
    {
        if (losses.Count < _options.Patience + 1) return false;
        var reference = losses[^(_options.Patience + 1)] - _options.Tolerance;
        for (var i = losses.Count - _options.Patience; i < losses.Count; i++)
        {
            if (losses[i] < reference) return false;
        }

        return true;
    }

    private static (LabeledRows, LabeledRows?) Part(GradientBoostingOptions options, LabeledRows data, ulong seed)
    {
        if (!(options.EarlyStopping ?? data.Count > 10_000)) return (data, null);
        var fold = Splits.StratifiedShuffle(data.Labels, options.ValidationShare, seed);
        return (data.Select(fold.Train), data.Select(fold.Test));
    }

    private static (int[] Present, double[] Baseline) Prior(LabeledRows data)
    {
        var weights = new double[data.Classes];
        for (var i = 0; i < data.Count; i++) weights[data.Labels[i]] += data.Weights?[i] ?? 1;
        var present = new List<int>();
        for (var c = 0; c < weights.Length; c++)
        {
            if (weights[c] > 0) present.Add(c);
        }

        if (present.Count == 2) return ([.. present], [Math.Log(weights[present[1]] / weights[present[0]])]);
        var total = weights.Sum();
        return ([.. present], [.. present.Select(c => Math.Log(weights[c] / total))]);
    }

    private void Gradients()
    {
        const int Block = 512;
        Parallel.For(0, (_train.Count + Block - 1) / Block, _context.Parallel, block =>
        {
            var p = new double[_present.Length];
            for (var i = block * Block; i < Math.Min(_train.Count, (block + 1) * Block); i++)
            {
                Probabilities(_scores.AsSpan(i * Lines, Lines), p);
                var weight = _train.Weights?[i] ?? 1.0;
                for (var k = 0; k < Lines; k++)
                {
                    // With one line, it scores the second class.
                    var own = Lines == 1 ? 1 : k;
                    var right = _lineOf[_train.Labels[i]] == own ? 1 : 0;
                    // A row of weight 0 does not count towards the least rows of a leaf.
                    _entries[k][i] = Vector128.Create(
                        (float)(weight * (p[own] - right)), (float)(weight * p[own] * (1 - p[own])), weight > 0 ? 1 : 0, 0);
                }
            }
        });
    }

    private double ValidationLoss()
    {
        var p = new double[_present.Length];
        double loss = 0, weights = 0;
        for (var i = 0; i < _validation!.Count; i++)
        {
            var weight = _validation.Weights?[i] ?? 1.0;
            Probabilities(_validationScores.AsSpan(i * Lines, Lines), p);
            loss -= weight * Math.Log(Math.Max(1e-300, p[_lineOf[_validation.Labels[i]]]));
            weights += weight;
        }

        return loss / weights;
    }

    private static double[] Repeat(double[] line, int count)
    {
        var result = new double[line.Length * count];
        for (var i = 0; i < result.Length; i++) result[i] = line[i % line.Length];
        return result;
    }
}
