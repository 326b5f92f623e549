using System.Text.Json.Nodes;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Trees;

/// <summary>
/// A fitted random forest of numbers, as scikit-learn's RandomForestRegressor on the squared error; see <see cref="RandomForestOptions"/>,
/// whose criterion is one of classes alone.
/// </summary>
public sealed class RandomForestRegressor : IRegressor
{
    private readonly Tree[] _trees;
    private readonly double[] _importances;

    private RandomForestRegressor(int features, Tree[] trees, double[] importances) =>
        (Features, _trees, _importances) = (features, trees, importances);

    /// <inheritdoc/>
    public string Kind => "random-forest";

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>The mean over trees of the share of each feature in the variance that the divisions took away.</summary>
    public IReadOnlyList<double> FeatureImportances => _importances;

    /// <summary>Fits a forest.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static RandomForestRegressor Fit(
        RandomForestOptions options, NumberedRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default)
    {
        var context = FitContext.Of(options, seed, threads, cancellationToken);
        var (trees, importances) = ForestGrower.Grow(options, data, new NumberTargets(data.Targets), context);
        return new RandomForestRegressor(data.Columns, trees, importances);
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> rows, Span<float> values)
    {
        PredictionInput.Check(rows, Features, values.Length, 1);
        RowBlocks.Run(rows, Features, values, 1, 64, Threads, (_, block, results) =>
        {
            var sums = new double[results.Length];
            var leaves = new int[results.Length];
            foreach (var tree in _trees)
            {
                tree.Walk(block, Features, leaves);
                for (var i = 0; i < sums.Length; i++) sums[i] += tree.Leaf(leaves[i])[0];
            }

            for (var i = 0; i < sums.Length; i++) results[i] = (float)(sums[i] / _trees.Length);
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() => new(
        Kind, new JsonObject { ["features"] = Features },
        [.. TreeStates.Save(_trees, 1), StateTensor.From("importances", _importances, Features)]);

    internal static RandomForestRegressor Restore(StateReader state)
    {
        var features = state.Int("features", 1);
        return new RandomForestRegressor(features, TreeStates.Restore(state, features, 1), state.Doubles("importances", features));
    }
}
