using Undertone.Learning.Classical.Svm;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Linear;

/// <summary>A fitted linear support vector machine; see <see cref="LinearSvmOptions"/>.</summary>
public sealed class LinearSvmClassifier : IClassifier, IGraphClassifier
{
    private const double LeastChance = 1e-12;
    private readonly LinearModel _model;
    private readonly double[] _sigmoids;

    internal LinearSvmClassifier(LinearModel model, double[] sigmoids) => (_model, _sigmoids) = (model, sigmoids);

    /// <inheritdoc/>
    public string Kind => "linear-svm";

    /// <inheritdoc/>
    public int Features => _model.Features;

    /// <inheritdoc/>
    public int Classes => _model.Classes;

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>[<see cref="Classes"/>, <see cref="Features"/>], row-major.</summary>
    public IReadOnlyList<double> Coefficients => _model.Coefficients;

    /// <summary>[<see cref="Classes"/>].</summary>
    public IReadOnlyList<double> Intercepts => _model.Intercepts;

    /// <summary>Fits a linear support vector machine.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static LinearSvmClassifier Fit(
        LinearSvmOptions options, LabeledRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default) =>
        LinearSvmTrainer.Fit(options, data, FitContext.Of(options, seed, threads, cancellationToken));

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        PredictionInput.Check(rows, Features, probabilities.Length, Classes);
        RowBlocks.Run(rows, Features, probabilities, Classes, 256, Threads, (_, block, results) =>
        {
            const int Strip = LinearKernels.Strip;
            var present = _model.Present;
            var decisions = new double[_model.Decisions];
            results.Clear();
            for (var first = 0; first * Features < block.Length; first += Strip)
            {
                var strip = block.Slice(first * Features, Math.Min(Strip * Features, block.Length - first * Features));
                _model.Decide(strip, decisions);
                for (var r = 0; r * Features < strip.Length; r++)
                {
                    double sum = 0;
                    for (var k = 0; k < present.Length; k++)
                    {
                        ref var p = ref decisions[k * Strip + r];
                        var (a, b) = (_sigmoids[2 * present[k]], _sigmoids[2 * present[k] + 1]);
                        sum += p = Math.Max(LeastChance, PlattScaling.Probability(p, a, b));
                    }

                    var result = results.Slice((first + r) * Classes, Classes);
                    for (var k = 0; k < present.Length; k++) result[present[k]] = (float)(decisions[k * Strip + r] / sum);
                }
            }
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() =>
        new(Kind, _model.Settings(), [.. _model.Tensors(), StateTensor.From("sigmoids", _sigmoids, Classes, 2)]);

    /// <inheritdoc/>
    string IGraphClassifier.AddTo(Graph graph, string x)
    {
        double[] slopes = [.. _model.Present.Select(c => -_sigmoids[2 * c])];
        double[] shifts = [.. _model.Present.Select(c => -_sigmoids[(2 * c) + 1])];
        var sums = graph.Add("Mul", [_model.AddTo(graph, x), graph.Constant("slopes", slopes, slopes.Length)]);
        var chances = graph.Add("Sigmoid", [graph.Add("Add", [sums, graph.Constant("shifts", shifts, shifts.Length)])]);
        var least = graph.Add("Max", [chances, graph.Scalar(LeastChance)]);
        return PresentClasses.Spread(graph, graph.Add("Div", [least, graph.Sum(least, true, -1)]), _model.Present, Classes);
    }

    internal static LinearSvmClassifier Restore(StateReader state)
    {
        var model = LinearModel.Restore(state);
        return new LinearSvmClassifier(model, state.Doubles("sigmoids", model.Classes, 2));
    }
}
