using System.Text.Json.Nodes;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Trees;

/// <summary>A fitted classification tree; see <see cref="DecisionTreeOptions"/>.</summary>
public sealed class DecisionTreeClassifier : IClassifier, IGraphClassifier
{
    private readonly double[] _importances;

    internal DecisionTreeClassifier(int features, int classes, Tree tree, double[] importances) =>
        (Features, Classes, Tree, _importances) = (features, classes, tree, importances);

    /// <inheritdoc/>
    public string Kind => "decision-tree";

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>The number of leaves.</summary>
    public int Leaves => Tree.Leaves.Length / Classes;

    /// <summary>The most divisions from the root to a leaf.</summary>
    public int Depth => Tree.Depth();

    /// <summary>
    /// The share of each feature in the impurity that the divisions took away (mean decrease in impurity); sums to 1, or 0 for a lone leaf.
    /// </summary>
    public IReadOnlyList<double> FeatureImportances => _importances;

    internal Tree Tree { get; }

    /// <summary>Fits a tree.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static DecisionTreeClassifier Fit(
        DecisionTreeOptions options, LabeledRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default) =>
        Grow(options, data, FitContext.Of(options, seed, threads, cancellationToken));

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        PredictionInput.Check(rows, Features, probabilities.Length, Classes);
        RowBlocks.Run(rows, Features, probabilities, Classes, 4096, Threads, (_, block, results) =>
        {
            var leaves = new int[block.Length / Features];
            Tree.Walk(block, Features, leaves);
            for (var i = 0; i < leaves.Length; i++) Tree.Leaf(leaves[i]).CopyTo(results[(i * Classes)..]);
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() => new(
        Kind, new JsonObject { ["features"] = Features, ["classes"] = Classes },
        [.. TreeStates.Save([Tree], Classes), StateTensor.From("importances", _importances, Features)]);

    /// <inheritdoc/>
    string IGraphClassifier.AddTo(Graph graph, string x) =>
        TreeGraph.Add(graph, x, [Tree], Classes, (_, place) => place, new double[Classes], 1);

    internal static DecisionTreeClassifier Restore(StateReader state)
    {
        var (features, classes) = (state.Int("features", 1), state.Int("classes", 2, 4096));
        var trees = TreeStates.Restore(state, features, classes);
        return trees.Length == 1
            ? new DecisionTreeClassifier(features, classes, trees[0], state.Doubles("importances", features))
            : throw state.Damaged($"it holds {trees.Length} trees instead of one");
    }

    private static DecisionTreeClassifier Grow(DecisionTreeOptions options, LabeledRows data, FitContext context)
    {
        var weights = new double[data.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = data.Weights?[i] ?? 1;
        var columns = ColumnCodes.Create(data, context);
        var settings = options.Settle(data.Columns);
        var targets = new ClassTargets(data.Labels, data.Classes, options.Entropy);
        var grown = TreeGrower.Grow(columns, targets, weights, settings, context.Seed, context.Cancellation);
        return new DecisionTreeClassifier(data.Columns, data.Classes, grown.Compact(), grown.Importances(data.Columns));
    }
}
