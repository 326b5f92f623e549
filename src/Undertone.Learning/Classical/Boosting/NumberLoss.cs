using System.Runtime.Intrinsics;
using Undertone.Learning.Selection;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>Half the squared error, whose curvature is 1: one line of trees.</summary>
internal sealed class NumberLoss : BoostingLoss
{
    private readonly NumberedRows _train;
    private readonly NumberedRows? _validation;

    public NumberLoss(GradientBoostingOptions options, NumberedRows data, ulong seed)
        : this(Part(options, data, seed))
    {
    }

    private NumberLoss((NumberedRows Train, NumberedRows? Validation) parts)
        : base(parts.Train, parts.Validation)
    {
        (_train, _validation) = parts;
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < _train.Count; i++)
        {
            sum += (_train.Weights?[i] ?? 1.0) * _train.Targets[i];
            total += _train.Weights?[i] ?? 1.0;
        }

        Baseline = [sum / total];
    }

    public override double[] Baseline { get; }

    public override int Work => 0;

    public override void Gradients(int row, ReadOnlySpan<double> scores, Span<double> work, Vector128<float>[][] entries)
    {
        var weight = _train.Weights?[row] ?? 1.0;
        entries[0][row] = Vector128.Create((float)(weight * (scores[0] - _train.Targets[row])), (float)weight, weight > 0 ? 1 : 0, 0);
    }

    public override double Loss(int row, ReadOnlySpan<double> scores, Span<double> work)
    {
        var error = scores[0] - _validation!.Targets[row];
        return error * error / 2;
    }

    private static (NumberedRows, NumberedRows?) Part(GradientBoostingOptions options, NumberedRows data, ulong seed)
    {
        if (!(options.EarlyStopping ?? data.Count > 10_000)) return (data, null);
        var fold = Splits.StratifiedShuffle(new int[data.Count], options.ValidationShare, seed);
        return (data.Select(fold.Train), data.Select(fold.Test));
    }
}
