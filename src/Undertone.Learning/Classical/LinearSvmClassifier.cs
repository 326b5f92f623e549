using Undertone.Learning.Classical.Kernels;
using Undertone.Learning.Classical.Linear;
using Undertone.Learning.Classical.Svm;

namespace Undertone.Learning.Classical;

/// <summary>A fitted linear support vector machine; see <see cref="LinearSvmOptions"/>.</summary>
public sealed class LinearSvmClassifier : IClassifier
{
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

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        PredictionInput.Check(rows, Features, probabilities.Length, Classes);
        RowBlocks.Run(rows, Features, probabilities, Classes, 256, new ParallelOptions { MaxDegreeOfParallelism = Threads }, (_, block, results) =>
        {
            var decisions = new double[Classes];
            for (var i = 0; i * Features < block.Length; i++)
            {
                _model.Decide(block.Slice(i * Features, Features), decisions);
                double sum = 0;
                foreach (var c in _model.Present) sum += decisions[c] = Math.Max(1e-12, PlattScaling.Probability(decisions[c], _sigmoids[2 * c], _sigmoids[2 * c + 1]));
                var result = results.Slice(i * Classes, Classes);
                result.Clear();
                foreach (var c in _model.Present) result[c] = (float)(decisions[c] / sum);
            }
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() => new(Kind, _model.Settings(), [.. _model.Tensors(), StateTensor.From("sigmoids", _sigmoids, Classes, 2)]);

    internal static LinearSvmClassifier Restore(StateReader state)
    {
        var model = LinearModel.Restore(state);
        return new LinearSvmClassifier(model, state.Doubles("sigmoids", model.Classes, 2));
    }
}
