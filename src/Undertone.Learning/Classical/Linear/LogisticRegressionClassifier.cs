using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Linear;

/// <summary>A fitted multinomial logistic regression; see <see cref="LogisticRegressionOptions"/>.</summary>
public sealed class LogisticRegressionClassifier : IClassifier, IGraphClassifier
{
    private readonly LinearModel _model;

    internal LogisticRegressionClassifier(LinearModel model) => _model = model;

    /// <inheritdoc/>
    public string Kind => "logistic-regression";

    /// <inheritdoc/>
    public int Features => _model.Features;

    /// <inheritdoc/>
    public int Classes => _model.Classes;

    /// <inheritdoc/>
    public int Threads { get; set; } = 1;

    /// <summary>[<see cref="Classes"/>, <see cref="Features"/>], row-major; the lines of the classes sum to 0 in each column.</summary>
    public IReadOnlyList<double> Coefficients => _model.Coefficients;

    /// <summary>[<see cref="Classes"/>].</summary>
    public IReadOnlyList<double> Intercepts => _model.Intercepts;

    /// <summary>Fits a logistic regression.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static LogisticRegressionClassifier Fit(
        LogisticRegressionOptions options, LabeledRows data, ulong seed = 0, int threads = 1,
        CancellationToken cancellationToken = default) =>
        Minimise(options, data, FitContext.Of(options, seed, threads, cancellationToken));

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        PredictionInput.Check(rows, Features, probabilities.Length, Classes);
        RowBlocks.Run(rows, Features, probabilities, Classes, 1024, Threads, (_, block, results) =>
        {
            const int Strip = LinearKernels.Strip;
            var present = _model.Present;
            var decisions = new double[_model.Decisions];
            var own = decisions.AsSpan(0, present.Length * Strip);
            if (present.Length < Classes) results.Clear();
            for (var first = 0; first * Features < block.Length; first += Strip)
            {
                var strip = block.Slice(first * Features, Math.Min(Strip * Features, block.Length - first * Features));
                _model.Decide(strip, decisions);
                LinearKernels.Softmax(own, default);
                for (var r = 0; r * Features < strip.Length; r++)
                {
                    var result = results.Slice((first + r) * Classes, Classes);
                    for (var k = 0; k < present.Length; k++) result[present[k]] = (float)own[k * Strip + r];
                }
            }
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() => new(Kind, _model.Settings(), [.. _model.Tensors()]);

    /// <inheritdoc/>
    string IGraphClassifier.AddTo(Graph graph, string x) =>
        PresentClasses.Spread(graph, graph.Add("Softmax", [_model.AddTo(graph, x)], ("axis", -1L)), _model.Present, Classes);

    internal static LogisticRegressionClassifier Restore(StateReader state) => new(LinearModel.Restore(state));

    private static LogisticRegressionClassifier Minimise(LogisticRegressionOptions options, LabeledRows data, FitContext context) =>
        new(new SoftmaxLoss(data, options.C, context).Minimise(options.Tolerance, options.MaxIterations));
}
