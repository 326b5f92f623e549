using Undertone.Learning.Kernels;

namespace Undertone.Learning.Classical.Linear;

/// <summary>
/// The penalised loss of a linear model over the classes that occur, and its gradient. Rows are summed in blocks cut by their number
/// alone, so the sum does not depend on the number of threads.
/// </summary>
internal abstract class LinearLoss
{
    private const int Blocks = 32;
    private readonly LabeledRows _data;
    private readonly double _penalty;
    private readonly bool _penaliseIntercepts;
    private readonly FitContext _context;
    private readonly int[] _lineOf;
    private readonly int _block;
    private readonly Part[] _parts;
    private readonly Action<int, int> _evaluatePart;

    // Lines of coefficients and the intercepts, filled up to what the kernels take.
    private readonly double[] _coefficients;
    private readonly double[] _intercepts;

    protected LinearLoss(LabeledRows data, double penalty, bool penaliseIntercepts, FitContext context)
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
        var lines = LinearKernels.Filled(Present.Length);
        (_coefficients, _intercepts) = (new double[lines * data.Columns], new double[lines]);
        // Whole strips, and few enough blocks that adding their gradients costs little.
        const int Strip = LinearKernels.Strip;
        _block = Strip * Math.Max(4, (data.Count + Blocks * Strip - 1) / (Blocks * Strip));
        _parts = new Part[(data.Count + _block - 1) / _block];
        for (var b = 0; b < _parts.Length; b++) _parts[b] = new Part(lines, data.Columns);
        _evaluatePart = EvaluatePart;
    }

    /// <summary>The classes that occur, ascending.</summary>
    public int[] Present { get; }

    /// <summary>Lines of coefficients, then the intercepts.</summary>
    public int Parameters => Present.Length * (_data.Columns + 1);

    /// <summary>The losses of a strip of rows: takes the scores of the lines, leaves their derivatives by them in their place.</summary>
    /// <param name="scores">[lines, 16]; places of missing rows hold numbers that mean nothing.</param>
    /// <param name="truths">The line of each row's class.</param>
    /// <param name="losses">[rows].</param>
    protected abstract void StripLosses(Span<double> scores, ReadOnlySpan<int> truths, Span<double> losses);

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var coefficients = Present.Length * _data.Columns;
        point[..coefficients].CopyTo(_coefficients);
        point[coefficients..].CopyTo(_intercepts);
        Team.Of(_context.Threads).Run(_parts.Length, _evaluatePart);
        double total = 0;
        var penalised = _penaliseIntercepts ? point.Length : coefficients;
        for (var i = 0; i < point.Length; i++)
        {
            gradient[i] = i < penalised ? _penalty * point[i] : 0;
            total += i < penalised ? 0.5 * _penalty * point[i] * point[i] : 0;
        }

        foreach (var part in _parts)
        {
            total += part.Loss;
            LinearKernels.Add(gradient[..coefficients], part.Coefficients.AsSpan(0, coefficients));
            LinearKernels.Add(gradient[coefficients..], part.Intercepts.AsSpan(0, Present.Length));
        }

        return total;
    }

    /// <summary>
    /// Loss and gradient of one block of rows, strip by strip: scores and gradient are made of a strip while it is in the nearest cache.
    /// </summary>
    private void EvaluatePart(int block, int worker)
    {
        const int Strip = LinearKernels.Strip;
        var (part, columns, weights) = (_parts[block], _data.Columns, _data.Weights);
        var own = part.Scores.AsSpan(0, Present.Length * Strip);
        Array.Clear(part.Coefficients);
        Array.Clear(part.Intercepts);
        part.Loss = 0;
        Span<int> truths = stackalloc int[Strip];
        Span<double> losses = stackalloc double[Strip];
        var end = Math.Min(_data.Count, (block + 1) * _block);
        for (var first = block * _block; first < end; first += Strip)
        {
            var count = Math.Min(Strip, end - first);
            var rows = _data.Rows.AsSpan(first * columns, count * columns);
            LinearKernels.Scores(_coefficients, _intercepts, rows, columns, part.Scores);
            for (var r = 0; r < count; r++) truths[r] = _lineOf[_data.Labels[first + r]];
            StripLosses(own, truths[..count], losses[..count]);
            if (weights is not null) Weigh(weights.AsSpan(first, count), own, losses);
            for (var r = 0; r < count; r++) part.Loss += losses[r];
            for (var k = 0; k < Present.Length; k++)
            {
                foreach (var slope in own.Slice(k * Strip, count)) part.Intercepts[k] += slope;
            }

            part.Scores.AsSpan(own.Length).Clear();
            LinearKernels.AddOuter(part.Coefficients, rows, columns, part.Scores);
        }
    }

    /// <summary>A row of weight 0 counts nothing, whatever its score.</summary>
    private static void Weigh(ReadOnlySpan<float> weights, Span<double> slopes, Span<double> losses)
    {
        for (var r = 0; r < weights.Length; r++)
        {
            losses[r] = weights[r] == 0 ? 0 : weights[r] * losses[r];
            for (var at = r; at < slopes.Length; at += LinearKernels.Strip) slopes[at] = weights[r] == 0 ? 0 : weights[r] * slopes[at];
        }
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

    /// <summary>Work memory and results of one block of rows.</summary>
    private sealed class Part(int lines, int columns)
    {
        public double[] Scores { get; } = new double[lines * LinearKernels.Strip];

        public double[] Coefficients { get; } = new double[lines * columns];

        public double[] Intercepts { get; } = new double[lines];

        public double Loss { get; set; }
    }
}
