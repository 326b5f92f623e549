using System.Text.Json.Nodes;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Classical;

/// <summary>
/// A random forest (Breiman 2001) as scikit-learn's RandomForestClassifier: trees on bootstrap samples, each division choosing from the square root of the
/// features, probabilities averaged.
/// </summary>
public sealed record RandomForestOptions : TreeOptions
{
    /// <inheritdoc/>
    public override string Kind => "random-forest";

    /// <summary>The number of trees; 100 by default.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Whether each tree is grown on as many rows drawn with replacement; true by default. The rows left out give the out-of-bag score.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>How many features each division may choose from; <see cref="TreeFeatures.SquareRoot"/> by default.</summary>
    public override TreeFeatures MaxFeatures { get; init; } = TreeFeatures.SquareRoot;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Trees is >= 1 and <= 100_000, "trees", Trees, "from 1 to 100000");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var json = base.ToJson();
        (json["trees"], json["bootstrap"]) = (Trees, Bootstrap);
        return json;
    }

    internal static RandomForestOptions Read(ClassifierOptionReader reader)
    {
        var defaults = new RandomForestOptions();
        return ReadInto(defaults, reader, "sqrt") with { Trees = reader.WholeNumber("trees", defaults.Trees), Bootstrap = reader.Flag("bootstrap", defaults.Bootstrap) };
    }

    private protected override IClassifier FitCore(LabelledRows data, FitContext context)
    {
        var columns = ColumnCodes.Create(data, context);
        var settings = Settle(data.Columns);
        var trees = new Tree[Trees];
        var importances = new double[Trees][];
        Parallel.For(0, Trees, context.Parallel, t =>
        {
            var random = SplitMix64.ForPart(context.Seed, (ulong)t);
            var weights = Draw(data, ref random);
            var grown = TreeGrower.Grow(columns, data.Labels, weights, data.Classes, settings, random.NextUInt64(), context.Cancellation);
            trees[t] = grown.Compact();
            importances[t] = grown.Importances(data.Columns, Entropy);
        });

        var mean = new double[data.Columns];
        foreach (var own in importances)
        {
            for (var f = 0; f < mean.Length; f++) mean[f] += own[f] / Trees;
        }

        return new RandomForestClassifier(data.Columns, data.Classes, trees, mean, Bootstrap ? OutOfBag(data, trees, context) : null);
    }

    /// <summary>The weight of each row in one tree.</summary>
    private double[] Draw(LabelledRows data, ref SplitMix64 random)
    {
        var weights = new double[data.Count];
        if (Bootstrap)
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
    private double? OutOfBag(LabelledRows data, Tree[] trees, FitContext context)
    {
        var sums = new double[data.Count * data.Classes];
        var weights = new double[Trees][];
        for (var t = 0; t < Trees; t++)
        {
            var random = SplitMix64.ForPart(context.Seed, (ulong)t);
            weights[t] = Draw(data, ref random);
        }

        Parallel.For(0, (data.Count + 255) / 256, context.Parallel, block =>
        {
            for (var t = 0; t < trees.Length; t++)
            {
                for (var i = block * 256; i < Math.Min(data.Count, (block + 1) * 256); i++)
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
            var best = 0;
            for (var c = 1; c < own.Length; c++) best = own[c] > own[best] ? c : best;
            if (own[best] == 0 || data.Weights?[i] == 0) continue;
            judged++;
            right += best == data.Labels[i] ? 1 : 0;
        }

        return judged == 0 ? null : (double)right / judged;
    }
}
