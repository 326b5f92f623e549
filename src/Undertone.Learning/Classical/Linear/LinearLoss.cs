using Undertone.Learning.Classical.Kernels;

namespace Undertone.Learning.Classical.Linear;

/// <summary>
/// The penalised loss of a linear model over the classes that occur, and its gradient. Rows are summed in fixed blocks, so the sum does not depend on the
/// number of threads.
/// </summary>
internal abstract class LinearLoss
{
    private const int Block = 256;
    private readonly LabelledRows _data;
    private readonly double _penalty;
    private readonly bool _penaliseIntercepts;
    private readonly FitContext _context;
    private readonly int[] _lineOf;
    private readonly double[][] _blockGradients;
    private readonly double[] _blockLosses;

    protected LinearLoss(LabelledRows data, double penalty, bool penaliseIntercepts, FitContext context)
    {
        (_data, _penalty, _penaliseIntercepts, _context) = (data, penalty, penaliseIntercepts, context);
        var occurs = new SortedSet<int>();
        for (var i = 0; i < data.Count; i++)
        {
            if (data.Weights is null || data.Weights[i] > 0) occurs.Add(data.Labels[i]);
        }

        Present = [.. occurs];
        _lineOf = new int[data.Classes];
        for (var k = 0; k < Present.Length; k++) _lineOf[Present[k]] = k;
        _blockLosses = new double[(data.Count + Block - 1) / Block];
        _blockGradients = new double[_blockLosses.Length][];
        for (var b = 0; b < _blockGradients.Length; b++) _blockGradients[b] = new double[Parameters];
    }

    /// <summary>The classes that occur, ascending.</summary>
    public int[] Present { get; }

    /// <summary>Lines of coefficients, then the intercepts.</summary>
    public int Parameters => Present.Length * (_data.Columns + 1);

    /// <summary>The loss of one row: takes the scores of the lines, leaves its derivatives by them in their place.</summary>
    protected abstract double RowLoss(Span<double> scores, int truth);

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var (lines, columns) = (Present.Length, _data.Columns);
        var parameters = point.ToArray();
        Parallel.For(0, _blockLosses.Length, _context.Parallel, block =>
        {
            var own = _blockGradients[block];
            Array.Clear(own);
            double loss = 0;
            var (first, end) = (block * Block, Math.Min(_data.Count, (block + 1) * Block));
            var scores = new double[(end - first) * lines];
            for (var i = first; i < end; i++)
            {
                var weight = _data.Weights?[i] ?? 1.0;
                if (weight == 0) continue;
                var line = scores.AsSpan((i - first) * lines, lines);
                LinearKernels.Scores(parameters, _data.Row(i), lines, line);
                for (var k = 0; k < lines; k++) line[k] += parameters[lines * columns + k];
                loss += weight * RowLoss(line, _lineOf[_data.Labels[i]]);
                for (var k = 0; k < lines; k++) own[lines * columns + k] += line[k] *= weight;
            }

            LinearKernels.AddOuter(own.AsSpan(0, lines * columns), _data.Rows.AsSpan(first * columns, (end - first) * columns), columns, lines, scores);
            _blockLosses[block] = loss;
        });
        double total = 0;
        var penalised = _penaliseIntercepts ? point.Length : lines * columns;
        for (var i = 0; i < point.Length; i++)
        {
            gradient[i] = i < penalised ? _penalty * point[i] : 0;
            total += i < penalised ? 0.5 * _penalty * point[i] * point[i] : 0;
        }

        for (var b = 0; b < _blockLosses.Length; b++)
        {
            total += _blockLosses[b];
            LinearKernels.Add(gradient, _blockGradients[b]);
        }

        return total;
    }

    /// <summary>Finds the least loss.</summary>
    public LinearModel Minimise(double tolerance, int maxIterations)
    {
        var point = new double[Parameters];
        Lbfgs.Minimise(Evaluate, point, tolerance, tolerance * 2.2e-5, maxIterations, _context.Cancellation);
        var columns = _data.Columns;
        var (coefficients, intercepts) = (new double[_data.Classes * columns], new double[_data.Classes]);
        for (var k = 0; k < Present.Length; k++)
        {
            // Classes that do not occur keep zeros.
            point.AsSpan(k * columns, columns).CopyTo(coefficients.AsSpan(Present[k] * columns));
            intercepts[Present[k]] = point[Present.Length * columns + k];
        }

        return new LinearModel(columns, _data.Classes, Present, coefficients, intercepts);
    }
}
