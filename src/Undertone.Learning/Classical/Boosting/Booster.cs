using System.Runtime.Intrinsics;
using Undertone.Learning.Classical.Trees;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>
/// Adds trees step by step, each along the gradient of the loss: one a step for each line of the loss.
/// </summary>
internal sealed class Booster
{
    private readonly GradientBoostingOptions _options;
    private readonly BoostingLoss _loss;
    private readonly FitContext _context;
    private readonly double[] _scores;
    private readonly double[] _validationScores;
    private readonly BoostedTreeGrower[] _growers;
    private readonly Vector128<float>[][] _entries;

    public Booster(GradientBoostingOptions options, BoostingLoss loss, FitContext context)
    {
        (_options, _loss, _context) = (options, loss, context);
        _scores = Repeat(loss.Baseline, loss.Train.Count);
        _validationScores = Repeat(loss.Baseline, loss.Validation?.Count ?? 0);
        var columns = BinnedColumns.Create(loss.Train, options.MaxBins, context);
        // Trees of one step do not depend on each other: with several of them each keeps to one thread.
        var inner =
            new ParallelOptions { MaxDegreeOfParallelism = Lines > 1 ? 1 : context.Threads, CancellationToken = context.Cancellation };
        (_growers, _entries) = (new BoostedTreeGrower[Lines], new Vector128<float>[Lines][]);
        for (var k = 0; k < Lines; k++)
            (_growers[k], _entries[k]) = (
                new BoostedTreeGrower(columns, loss.Train.Count, options, inner), new Vector128<float>[loss.Train.Count]);
    }

    private int Lines => _loss.Baseline.Length;

    /// <summary>The trees, step by step, line by line.</summary>
    public Tree[] Run()
    {
        var trees = new List<Tree>();
        var losses = new List<double>();
        if (_loss.Validation is not null) losses.Add(ValidationLoss());
        for (var step = 0; step < _options.Iterations; step++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            Gradients();
            var grown = new Tree[Lines];
            Parallel.For(0, Lines, _context.Parallel, k => grown[k] = _growers[k].Grow(_entries[k], _scores, k, Lines));
            trees.AddRange(grown);
            if (_loss.Validation is not { } validation) continue;
            for (var i = 0; i < validation.Count; i++)
            {
                for (var k = 0; k < Lines; k++) _validationScores[i * Lines + k] += grown[k].Predict(validation.Row(i))[0];
            }

            losses.Add(ValidationLoss());
            if (Stalled(losses)) break;
        }

        return [.. trees];
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

    private void Gradients()
    {
        const int Block = 512;
        var rows = _loss.Train.Count;
        Parallel.For(0, (rows + Block - 1) / Block, _context.Parallel, block =>
        {
            var work = new double[_loss.Work];
            for (var i = block * Block; i < Math.Min(rows, (block + 1) * Block); i++)
                _loss.Gradients(i, _scores.AsSpan(i * Lines, Lines), work, _entries);
        });
    }

    private double ValidationLoss()
    {
        var work = new double[_loss.Work];
        double loss = 0, weights = 0;
        for (var i = 0; i < _loss.Validation!.Count; i++)
        {
            var weight = _loss.Validation.Weights?[i] ?? 1.0;
            loss += weight * _loss.Loss(i, _validationScores.AsSpan(i * Lines, Lines), work);
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
