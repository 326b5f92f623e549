using Undertone.Learning.Metrics;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Classical.Trees;

/// <summary>Grows the trees of a forest side by side, each from random numbers of its own.</summary>
internal static class ForestGrower
{
    private const int RowsPerBlock = 256;

    public static RandomForestClassifier Grow(RandomForestOptions options, LabeledRows data, FitContext context)
    {
        var (trees, importances) = Grow(options, data, new ClassTargets(data.Labels, data.Classes, options.Entropy), context);
        var score = options.Bootstrap ? OutOfBag(options, data, trees, context) : null;
        return new RandomForestClassifier(data.Columns, data.Classes, trees, importances, score);
    }

    /// <summary>Grows the trees, and answers the mean share of each feature in what their divisions took away of the impurity.</summary>
    public static (Tree[] Trees, double[] Importances) Grow(
        RandomForestOptions options, FeatureRows data, TreeTargets targets, FitContext context)
    {
        var columns = ColumnCodes.Create(data, context);
        var settings = options.Settle(data.Columns);
        var trees = new Tree[options.Trees];
        var importances = new double[options.Trees][];
        Parallel.For(0, trees.Length, context.Parallel, t =>
        {
            var random = SplitMix64.ForPart(context.Seed, (ulong)t);
            var weights = Draw(options, data, ref random);
            var seed = random.NextUInt64();
            var grown = TreeGrower.Grow(columns, targets, weights, settings, seed, context.Cancellation);
            trees[t] = grown.Compact();
            importances[t] = grown.Importances(data.Columns);
        });

        var mean = new double[data.Columns];
        foreach (var own in importances)
        {
            for (var f = 0; f < mean.Length; f++) mean[f] += own[f] / options.Trees;
        }

        return (trees, mean);
    }

    /// <summary>The weight of each row in one tree.</summary>
    private static double[] Draw(RandomForestOptions options, FeatureRows data, ref SplitMix64 random)
    {
        var weights = new double[data.Count];
        if (options.Bootstrap)
        {
            for (var i = 0; i < weights.Length; i++) weights[random.Next(weights.Length)]++;
        }
        else
        {
            Array.Fill(weights, 1);
        }

        for (var i = 0; i < weights.Length && data.Weights is not null; i++) weights[i] *= data.Weights[i];
        return weights;
    }

    /// <summary>The share of rows that the trees grown without them get right; rows that every tree saw are left out.</summary>
    private static double? OutOfBag(RandomForestOptions options, LabeledRows data, Tree[] trees, FitContext context)
    {
        var sums = new double[data.Count * data.Classes];
        var weights = new double[trees.Length][];
        for (var t = 0; t < trees.Length; t++)
        {
            var random = SplitMix64.ForPart(context.Seed, (ulong)t);
            weights[t] = Draw(options, data, ref random);
        }

        Parallel.For(0, (data.Count + RowsPerBlock - 1) / RowsPerBlock, context.Parallel, block =>
        {
            for (var t = 0; t < trees.Length; t++)
            {
                for (var i = block * RowsPerBlock; i < Math.Min(data.Count, (block + 1) * RowsPerBlock); i++)
                {
                    if (weights[t][i] > 0) continue;
                    var p = trees[t].Predict(data.Row(i));
                    for (var c = 0; c < p.Length; c++) sums[i * data.Classes + c] += p[c];
                }
            }
        });
        var (judged, right) = (0, 0);
        for (var i = 0; i < data.Count; i++)
        {
            var own = sums.AsSpan(i * data.Classes, data.Classes);
            var best = ArgMax.Of<double>(own);
            if (own[best] == 0 || data.Weights?[i] == 0) continue;
            judged++;
            right += best == data.Labels[i] ? 1 : 0;
        }

        return judged == 0 ? null : (double)right / judged;
    }
}
