using System.Text.Json.Nodes;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>Fitted boosted trees; see <see cref="GradientBoostingOptions"/>.</summary>
public sealed class GradientBoostingClassifier : IClassifier, IGraphClassifier
{
    private readonly int[] _present;
    private readonly double[] _baseline;
    private readonly Tree[] _trees;

    internal GradientBoostingClassifier(int features, int classes, int[] present, double[] baseline, Tree[] trees) =>
        (Features, Classes, _present, _baseline, _trees) = (features, classes, present, baseline, trees);

    /// <inheritdoc/>
    public string Kind => "gradient-boosting";

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>The number of steps made: fewer than asked for where fitting stopped early.</summary>
    public int Iterations => _trees.Length / _baseline.Length;

    /// <summary>Fits boosted trees.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static GradientBoostingClassifier Fit(
        GradientBoostingOptions options, LabeledRows data, ulong seed = 0, int threads = 1,
        CancellationToken cancellationToken = default) =>
        Boost(options, data, FitContext.Of(options, seed, threads, cancellationToken));

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        PredictionInput.Check(rows, Features, probabilities.Length, Classes);
        RowBlocks.Run(rows, Features, probabilities, Classes, 64, Threads, (_, block, results) =>
        {
            var (count, lines) = (block.Length / Features, _baseline.Length);
            var scores = new double[count * lines];
            for (var i = 0; i < count; i++) _baseline.CopyTo(scores, i * lines);
            var leaves = new int[count];
            for (var t = 0; t < _trees.Length; t++)
            {
                _trees[t].Walk(block, Features, leaves);
                for (var i = 0; i < count; i++) scores[i * lines + t % lines] += _trees[t].Leaf(leaves[i])[0];
            }

            var own = new double[_present.Length];
            results.Clear();
            for (var i = 0; i < count; i++)
            {
                ClassLoss.Probabilities(scores.AsSpan(i * lines, lines), own);
                for (var k = 0; k < own.Length; k++) results[i * Classes + _present[k]] = (float)own[k];
            }
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() => new(
        Kind,
        new JsonObject { ["features"] = Features, ["classes"] = Classes },
        [
            .. TreeStates.Save(_trees, 1),
            StateTensor.From("present", _present, _present.Length),
            StateTensor.From("baseline", _baseline, _baseline.Length),
        ]);

    /// <inheritdoc/>
    string IGraphClassifier.AddTo(Graph graph, string x)
    {
        var scores = TreeGraph.Add(graph, x, _trees, 1, (tree, _) => tree % _baseline.Length, _baseline, 1);
        // Two classes have one score, that of the second.
        if (_baseline.Length == 1)
            scores = graph.Add("Concat", [graph.Add("Mul", [scores, graph.Scalar(0)]), scores], ("axis", -1L));
        return PresentClasses.Spread(graph, graph.Add("Softmax", [scores], ("axis", -1L)), _present, Classes);
    }

    internal static GradientBoostingClassifier Restore(StateReader state)
    {
        var (features, classes) = (state.Int("features", 1), state.Int("classes", 2, 4096));
        var present = state.Ints("present", 0, classes - 1, state.Length("present"));
        if (present.Length < 2) throw state.Damaged("it knows fewer than two classes");
        var baseline = state.Doubles("baseline", present.Length == 2 ? 1 : present.Length);
        var trees = TreeStates.Restore(state, features, 1);
        return trees.Length % baseline.Length == 0
            ? new GradientBoostingClassifier(features, classes, present, baseline, trees)
            : throw state.Damaged($"its {trees.Length} trees are not whole steps of {baseline.Length}");
    }

    private static GradientBoostingClassifier Boost(GradientBoostingOptions options, LabeledRows data, FitContext context)
    {
        var loss = new ClassLoss(options, data, context.Seed);
        var trees = new Booster(options, loss, context).Run();
        return new GradientBoostingClassifier(data.Columns, data.Classes, loss.Present, loss.Baseline, trees);
    }
}
