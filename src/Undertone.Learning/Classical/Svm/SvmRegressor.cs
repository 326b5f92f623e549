using System.Text.Json.Nodes;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Svm;

/// <summary>
/// A fitted epsilon-insensitive support vector regression, as LIBSVM and scikit-learn's SVR have it (Smola and Schoelkopf 2004); see
/// <see cref="SvmOptions"/>. Errors up to <see cref="SvmOptions.Epsilon"/> cost nothing.
/// </summary>
public sealed class SvmRegressor : IRegressor
{
    private const int Block = 32;
    private readonly KernelFunction _kernel;
    private readonly float[] _vectors;
    private readonly double[] _weights;
    private readonly double _rho;

    private SvmRegressor(int features, KernelFunction kernel, float[] vectors, double[] weights, double rho) =>
        (Features, _kernel, _vectors, _weights, _rho) = (features, kernel, vectors, weights, rho);

    /// <inheritdoc/>
    public string Kind => "svm";

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>The number of support vectors.</summary>
    public int SupportVectors => _weights.Length;

    /// <summary>Fits a support vector regression.</summary>
    /// <param name="options">The hyper-parameters; probabilities are none of a regression.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static SvmRegressor Fit(
        SvmOptions options, NumberedRows data, int threads = 1, CancellationToken cancellationToken = default)
    {
        var context = FitContext.Of(options, 0, threads, cancellationToken);
        var kernel = new KernelFunction(options.Kernel, options.Gamma.Resolve(data.Rows, data.Columns), options.Coef0, options.Degree);
        int[] used = [.. Enumerable.Range(0, data.Count).Where(i => data.Weights is null || data.Weights[i] > 0)];
        var rows = used.Length == data.Count ? data : data.Select(used);
        var (n, bytes) = (rows.Count, options.CacheMegabytes * 1024L * 1024L);
        // Each row stands there twice: for answers below its target, and for those above it.
        var (members, y, start, bounds) = (new int[2 * n], new double[2 * n], new double[2 * n], new double[2 * n]);
        for (var i = 0; i < n; i++)
        {
            (members[i], members[n + i], y[i], y[n + i]) = (i, i, 1, -1);
            (start[i], start[n + i]) = (rows.Targets[i] - options.Epsilon, rows.Targets[i] + options.Epsilon);
            bounds[i] = bounds[n + i] = options.C * (rows.Weights?[i] ?? 1);
        }

        var table = new KernelTable(rows.Rows, rows.Columns, kernel, bytes, context);
        var (coefficients, rho) = SmoSolver.Solve(
            table, members, y, start, bounds, options.Tolerance, options.Shrinking, bytes, context.Cancellation);
        int[] kept = [.. Enumerable.Range(0, n).Where(i => coefficients[i] + coefficients[n + i] != 0)];
        return new SvmRegressor(
            rows.Columns, kernel, [.. kept.SelectMany(i => rows.Rows[(i * rows.Columns)..((i + 1) * rows.Columns)])],
            Array.ConvertAll(kept, i => coefficients[i] + coefficients[n + i]), rho);
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> rows, Span<float> values)
    {
        PredictionInput.Check(rows, Features, values.Length, 1);
        var support = SupportVectors;
        RowBlocks.Run(rows, Features, values, 1, Block, Threads, (_, block, results) =>
        {
            if (support == 0)
            {
                results.Fill((float)-_rho);
                return;
            }

            var near = new float[results.Length * support];
            _kernel.Compute(block, _vectors, Features, near);
            for (var i = 0; i < results.Length; i++)
                results[i] = (float)(SmoKernels.Dot(_weights, near.AsSpan(i * support, support)) - _rho);
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save()
    {
        var settings = new JsonObject { ["features"] = Features, ["rho"] = _rho };
        _kernel.Save(settings);
        return new ClassifierState(
            Kind, settings,
            [
                StateTensor.From("support_vectors", _vectors, SupportVectors, Features),
                StateTensor.From("dual_weights", _weights, SupportVectors),
            ]);
    }

    internal static SvmRegressor Restore(StateReader state)
    {
        var (features, support) = (state.Int("features", 1), state.Length("support_vectors"));
        return new SvmRegressor(
            features, KernelFunction.Restore(state), state.Singles("support_vectors", support, features),
            state.Doubles("dual_weights", support), state.Number("rho"));
    }
}
