using System.Text.Json.Nodes;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.Metrics;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Svm;

/// <summary>A fitted support vector machine; see <see cref="SvmOptions"/>.</summary>
public sealed class SvmClassifier : IClassifier, IGraphClassifier
{
    private const int Block = 32;
    internal const double LeastProbability = 1e-7;
    private readonly SvmModel _model;

    internal SvmClassifier(SvmModel model) => _model = model;

    /// <inheritdoc/>
    public string Kind => "svm";

    /// <inheritdoc/>
    public int Features => _model.Features;

    /// <inheritdoc/>
    public int Classes => _model.Classes;

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>The number of support vectors.</summary>
    public int SupportVectors => _model.Support;

    /// <summary>The number of decisions of a row: one for each pair of classes that occurred in training.</summary>
    public int Pairs => _model.Rho.Length;

    /// <summary>Fits a support vector machine.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static SvmClassifier Fit(
        SvmOptions options, LabeledRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default) =>
        SvmTrainer.Fit(options, data, FitContext.Of(options, seed, threads, cancellationToken));

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        PredictionInput.Check(rows, Features, probabilities.Length, Classes);
        RowBlocks.Run(rows, Features, probabilities, Classes, Block, Threads, (_, block, results) =>
        {
            var count = block.Length / Features;
            var decisions = new float[count * Pairs];
            Decide(block, decisions);
            for (var i = 0; i < count; i++)
            {
                var own = decisions.AsSpan(i * Pairs, Pairs);
                var result = results.Slice(i * Classes, Classes);
                result.Clear();
                if (_model.Sigmoids.Length == 0) result[Vote(own)] = 1;
                else Couple(own, result);
            }
        });
    }

    /// <summary>
    /// The decision of each pair of classes for each row, pairs in the order (0,1), (0,2), ..., (1,2), ...; above 0 speaks for the first.
    /// </summary>
    /// <param name="rows">[rows, <see cref="Features"/>], row-major, finite.</param>
    /// <param name="decisions">[rows, <see cref="Pairs"/>].</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite.</exception>
    public void DecisionValues(ReadOnlySpan<float> rows, Span<float> decisions)
    {
        PredictionInput.Check(rows, Features, decisions.Length, Pairs);
        RowBlocks.Run(rows, Features, decisions, Pairs, Block, Threads, (_, block, results) => Decide(block, results));
    }

    /// <summary>
    /// The class with the most votes of the pairs (the lowest among equals), as scikit-learn's predict; it may differ from the most
    /// probable one.
    /// </summary>
    /// <param name="rows">[rows, <see cref="Features"/>], row-major, finite.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a number is not finite.</exception>
    public int[] PredictByVotes(ReadOnlySpan<float> rows)
    {
        var decisions = new float[rows.Length / Features * Pairs];
        DecisionValues(rows, decisions);
        var classes = new int[rows.Length / Features];
        for (var i = 0; i < classes.Length; i++) classes[i] = Vote(decisions.AsSpan(i * Pairs, Pairs));
        return classes;
    }

    /// <inheritdoc/>
    public ClassifierState Save()
    {
        var (present, support) = (_model.Present.Length, _model.Support);
        var settings = new JsonObject { ["features"] = Features, ["classes"] = Classes, ["present"] = present };
        _model.Kernel.Save(settings);
        settings["probabilities"] = _model.Sigmoids.Length > 0 ? 1 : 0;
        return new ClassifierState(
            Kind,
            settings,
            [
                StateTensor.From("present", _model.Present, present),
                StateTensor.From("starts", _model.Starts, present + 1),
                StateTensor.From("support_vectors", _model.Vectors, support, Features),
                StateTensor.From("dual_weights", _model.Weights, present - 1, support),
                StateTensor.From("rho", _model.Rho, Pairs),
                StateTensor.From("sigmoids", _model.Sigmoids, _model.Sigmoids.Length),
            ]);
    }

    /// <inheritdoc/>
    string IGraphClassifier.AddTo(Graph graph, string x)
    {
        if (_model.Sigmoids.Length == 0)
            throw new NotSupportedException("it votes and has no probabilities. Train it with --set model.probabilities=true.");
        var coupled = _model.Present.Length == 2 ? SvmGraph.Pair(graph, x, _model) : SvmGraph.Pairs(graph, x, _model);
        return PresentClasses.Spread(graph, coupled, _model.Present, Classes);
    }

    internal static SvmClassifier Restore(StateReader state)
    {
        var (features, classes) = (state.Int("features", 1), state.Int("classes", 2, 4096));
        var present = state.Int("present", 2, classes);
        var pairs = present * (present - 1) / 2;
        var starts = state.Ints("starts", 0, state.Length("support_vectors"), present + 1);
        var support = starts[^1];
        for (var c = 0; c < present; c++)
        {
            if (starts[c] > starts[c + 1] || starts[0] != 0) throw state.Damaged("the support vectors of the classes are out of order");
        }

        return new SvmClassifier(new SvmModel(
            features, classes, KernelFunction.Restore(state), state.Ints("present", 0, classes - 1, present), starts,
            state.Singles("support_vectors", support, features), state.Doubles("dual_weights", present - 1, support),
            state.Doubles("rho", pairs), state.Doubles("sigmoids", state.Int("probabilities", 0, 1) * 2 * pairs)));
    }

    private void Decide(ReadOnlySpan<float> rows, Span<float> decisions)
    {
        var (support, starts, weights) = (_model.Support, _model.Starts, _model.Weights);
        var count = rows.Length / Features;
        var values = new float[count * support];
        _model.Kernel.Compute(rows, _model.Vectors, Features, values);
        for (var i = 0; i < count; i++)
        {
            var own = values.AsSpan(i * support, support);
            var pair = 0;
            for (var a = 0; a < _model.Present.Length; a++)
            {
                for (var b = a + 1; b < _model.Present.Length; b++, pair++)
                {
                    var ofA = weights.AsSpan((b - 1) * support + starts[a], starts[a + 1] - starts[a]);
                    var ofB = weights.AsSpan(a * support + starts[b], starts[b + 1] - starts[b]);
                    decisions[i * Pairs + pair] = (float)(
                        SmoKernels.Dot(ofA, own[starts[a]..]) + SmoKernels.Dot(ofB, own[starts[b]..]) - _model.Rho[pair]);
                }
            }
        }
    }

    private int Vote(ReadOnlySpan<float> decisions)
    {
        var votes = new int[_model.Present.Length];
        var pair = 0;
        for (var a = 0; a < votes.Length; a++)
        {
            for (var b = a + 1; b < votes.Length; b++) votes[decisions[pair++] > 0 ? a : b]++;
        }

        return _model.Present[ArgMax.Of<int>(votes)];
    }

    private void Couple(ReadOnlySpan<float> decisions, Span<float> result)
    {
        var present = _model.Present.Length;
        var pairs = new double[present * present];
        var pair = 0;
        for (var a = 0; a < present; a++)
        {
            for (var b = a + 1; b < present; b++, pair++)
            {
                var p = PlattScaling.Probability(decisions[pair], _model.Sigmoids[2 * pair], _model.Sigmoids[2 * pair + 1]);
                p = Math.Clamp(p, LeastProbability, 1 - LeastProbability);
                (pairs[a * present + b], pairs[b * present + a]) = (p, 1 - p);
            }
        }

        var coupled = new double[present];
        if (present == 2) (coupled[0], coupled[1]) = (pairs[1], pairs[2]);
        else PairwiseCoupling.Solve(pairs, present, coupled);
        for (var c = 0; c < present; c++) result[_model.Present[c]] = (float)coupled[c];
    }
}
