using System.Text.Json.Nodes;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Trees;

/// <summary>A fitted random forest; see <see cref="RandomForestOptions"/>.</summary>
public sealed class RandomForestClassifier : IClassifier, IGraphClassifier
{
    private readonly Tree[] _trees;
    private readonly double[] _importances;

    internal RandomForestClassifier(int features, int classes, Tree[] trees, double[] importances, double? outOfBagScore) =>
        (Features, Classes, _trees, _importances, OutOfBagScore) = (features, classes, trees, importances, outOfBagScore);

    /// <inheritdoc/>
    public string Kind => "random-forest";

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>The number of trees.</summary>
    public int Trees => _trees.Length;

    /// <summary>
    /// The accuracy on training rows, each judged only by trees grown without it; null without bootstrap. Clips of one speaker are not kept
    /// apart by it.
    /// </summary>
    public double? OutOfBagScore { get; }

    /// <summary>The mean over trees of the share of each feature in the impurity that the divisions took away.</summary>
    public IReadOnlyList<double> FeatureImportances => _importances;

    /// <summary>Fits a forest.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static RandomForestClassifier Fit(
        RandomForestOptions options, LabeledRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default) =>
        ForestGrower.Grow(options, data, FitContext.Of(options, seed, threads, cancellationToken));

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        PredictionInput.Check(rows, Features, probabilities.Length, Classes);
        RowBlocks.Run(rows, Features, probabilities, Classes, 64, Threads, (_, block, results) =>
        {
            var sums = new double[results.Length];
            var leaves = new int[block.Length / Features];
            foreach (var tree in _trees)
            {
                tree.Walk(block, Features, leaves);
                var at = 0;
                foreach (var leaf in leaves)
                {
                    foreach (var p in tree.Leaf(leaf)) sums[at++] += p;
                }
            }

            for (var i = 0; i < sums.Length; i++) results[i] = (float)(sums[i] / _trees.Length);
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() => new(
        Kind,
        new JsonObject { ["features"] = Features, ["classes"] = Classes, ["outOfBagScore"] = OutOfBagScore },
        [.. TreeStates.Save(_trees, Classes), StateTensor.From("importances", _importances, Features)]);

    /// <inheritdoc/>
    string IGraphClassifier.AddTo(Graph graph, string x) =>
        TreeGraph.Add(graph, x, _trees, Classes, (_, place) => place, new double[Classes], 1.0 / _trees.Length);

    internal static RandomForestClassifier Restore(StateReader state)
    {
        var (features, classes) = (state.Int("features", 1), state.Int("classes", 2, 4096));
        return new RandomForestClassifier(
            features, classes, TreeStates.Restore(state, features, classes), state.Doubles("importances", features),
            state.Settings["outOfBagScore"] is null ? null : state.Number("outOfBagScore"));
    }
}
