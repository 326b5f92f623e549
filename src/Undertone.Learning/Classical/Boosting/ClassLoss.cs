using System.Runtime.Intrinsics;
using Undertone.Learning.Selection;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>The log loss: one line of trees for two classes, one for each class otherwise.</summary>
internal sealed class ClassLoss : BoostingLoss
{
    private readonly LabeledRows _train;
    private readonly LabeledRows? _validation;
    private readonly int[] _lineOf;

    public ClassLoss(GradientBoostingOptions options, LabeledRows data, ulong seed)
        : this(Part(options, data, seed))
    {
    }

    private ClassLoss((LabeledRows Train, LabeledRows? Validation) parts)
        : base(parts.Train, parts.Validation)
    {
        (_train, _validation) = parts;
        (Present, Baseline) = Prior(_train);
        _lineOf = new int[_train.Classes];
        for (var k = 0; k < Present.Length; k++) _lineOf[Present[k]] = k;
    }

    /// <summary>The classes that occur.</summary>
    public int[] Present { get; }

    public override double[] Baseline { get; }

    public override int Work => Present.Length;

    public override void Gradients(int row, ReadOnlySpan<double> scores, Span<double> work, Vector128<float>[][] entries)
    {
        Probabilities(scores, work);
        var weight = _train.Weights?[row] ?? 1.0;
        for (var k = 0; k < scores.Length; k++)
        {
            // With one line, it scores the second class.
            var own = scores.Length == 1 ? 1 : k;
            var right = _lineOf[_train.Labels[row]] == own ? 1 : 0;
            // A row of weight 0 does not count towards the least rows of a leaf.
            entries[k][row] = Vector128.Create(
                (float)(weight * (work[own] - right)), (float)(weight * work[own] * (1 - work[own])), weight > 0 ? 1 : 0, 0);
        }
    }

    public override double Loss(int row, ReadOnlySpan<double> scores, Span<double> work)
    {
        Probabilities(scores, work);
        return -Math.Log(Math.Max(1e-300, work[_lineOf[_validation!.Labels[row]]]));
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
}
