using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Linear;

/// <summary>A fitted ridge regression; see <see cref="RidgeOptions"/>.</summary>
public sealed class RidgeRegressor : IRegressor
{
    private readonly double[] _coefficients;

    private RidgeRegressor(double[] coefficients, double intercept) => (_coefficients, Intercept) = (coefficients, intercept);

    /// <inheritdoc/>
    public string Kind => "ridge";

    /// <inheritdoc/>
    public int Features => _coefficients.Length;

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>[<see cref="Features"/>].</summary>
    public IReadOnlyList<double> Coefficients => _coefficients;

    /// <summary>The answer for a row of zeros.</summary>
    public double Intercept { get; }

    /// <summary>Fits a ridge regression, by Cholesky's method on the smaller of the two systems: of the columns, or of the rows.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static RidgeRegressor Fit(
        RidgeOptions options, NumberedRows data, int threads = 1, CancellationToken cancellationToken = default)
    {
        var context = FitContext.Of(options, 0, threads, cancellationToken);
        var (n, d) = (data.Count, data.Columns);
        var (means, mean) = (new double[d], 0.0);
        var total = 0.0;
        for (var i = 0; i < n; i++) total += data.Weights?[i] ?? 1;
        for (var i = 0; i < n; i++)
        {
            var share = (data.Weights?[i] ?? 1) / total;
            mean += share * data.Targets[i];
            for (var c = 0; c < d; c++) means[c] += share * data.Rows[i * d + c];
        }

        // Rows and targets around their means, each times the root of its weight.
        var (byRow, byColumn, targets) = (new double[n * d], new double[n * d], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var root = Math.Sqrt(data.Weights?[i] ?? 1);
            targets[i] = root * (data.Targets[i] - mean);
            for (var c = 0; c < d; c++) byRow[i * d + c] = byColumn[c * n + i] = root * (data.Rows[i * d + c] - means[c]);
        }

        var coefficients = d <= n
            ? Cholesky.Solve(Gram(byColumn, d, n, options.Alpha, context), Products(byColumn, targets, d))
            : Products(byColumn, Cholesky.Solve(Gram(byRow, n, d, options.Alpha, context), targets), d);
        return new RidgeRegressor(coefficients, mean - TensorPrimitives.Dot<double>(coefficients, means));
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> rows, Span<float> values)
    {
        PredictionInput.Check(rows, Features, values.Length, 1);
        RowBlocks.Run(rows, Features, values, 1, 1024, Threads, (_, block, results) =>
        {
            for (var i = 0; i < results.Length; i++)
            {
                var sum = Intercept;
                for (var c = 0; c < Features; c++) sum += _coefficients[c] * block[i * Features + c];
                results[i] = (float)sum;
            }
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() => new(
        Kind, new JsonObject { ["features"] = Features, ["intercept"] = Intercept },
        [StateTensor.From("coefficients", _coefficients, Features)]);

    internal static RidgeRegressor Restore(StateReader state) =>
        new(state.Doubles("coefficients", state.Int("features", 1)), state.Number("intercept"));

    /// <summary>The inner products of lines with each other, [lines, lines], and alpha on the diagonal; the lower triangle alone.</summary>
    private static double[] Gram(double[] lines, int count, int length, double alpha, FitContext context)
    {
        var gram = new double[checked(count * count)];
        Parallel.For(0, count, context.Parallel, a =>
        {
            for (var b = 0; b <= a; b++)
                gram[a * count + b] = TensorPrimitives.Dot<double>(lines.AsSpan(a * length, length), lines.AsSpan(b * length, length));
            gram[a * count + a] += alpha;
        });
        return gram;
    }

    private static double[] Products(double[] lines, double[] with, int count)
    {
        var products = new double[count];
        for (var c = 0; c < count; c++) products[c] = TensorPrimitives.Dot<double>(lines.AsSpan(c * with.Length, with.Length), with);
        return products;
    }
}
