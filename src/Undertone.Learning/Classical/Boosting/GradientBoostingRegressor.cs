using System.Text.Json.Nodes;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>
/// A fitted gradient boosting of numbers on the squared error, as scikit-learn's HistGradientBoostingRegressor; see
/// <see cref="GradientBoostingOptions"/>.
/// </summary>
public sealed class GradientBoostingRegressor : IRegressor
{
    private readonly Tree[] _trees;
    private readonly double _baseline;

    private GradientBoostingRegressor(int features, double baseline, Tree[] trees) =>
        (Features, _baseline, _trees) = (features, baseline, trees);

    /// <inheritdoc/>
    public string Kind => "gradient-boosting";

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>The number of steps, one tree each.</summary>
    public int Steps => _trees.Length;

    /// <summary>Fits by boosting.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes which rows early stopping keeps aside.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static GradientBoostingRegressor Fit(
        GradientBoostingOptions options, NumberedRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default)
    {
        var context = FitContext.Of(options, seed, threads, cancellationToken);
        var loss = new NumberLoss(options, data, seed);
        return new GradientBoostingRegressor(data.Columns, loss.Baseline[0], new Booster(options, loss, context).Run());
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> rows, Span<float> values)
    {
        PredictionInput.Check(rows, Features, values.Length, 1);
        RowBlocks.Run(rows, Features, values, 1, 64, Threads, (_, block, results) =>
        {
            var sums = new double[results.Length];
            var leaves = new int[results.Length];
            Array.Fill(sums, _baseline);
            foreach (var tree in _trees)
            {
                tree.Walk(block, Features, leaves);
                for (var i = 0; i < sums.Length; i++) sums[i] += tree.Leaf(leaves[i])[0];
            }

            for (var i = 0; i < sums.Length; i++) results[i] = (float)sums[i];
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() => new(
        Kind, new JsonObject { ["features"] = Features, ["baseline"] = _baseline }, [.. TreeStates.Save(_trees, 1)]);

    internal static GradientBoostingRegressor Restore(StateReader state)
    {
        var features = state.Int("features", 1);
        return new GradientBoostingRegressor(features, state.Number("baseline"), TreeStates.Restore(state, features, 1));
    }
}
