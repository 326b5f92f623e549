using Undertone.Learning.Classical.Kernels;
using Undertone.Learning.Classical.Linear;

namespace Undertone.Learning.Classical;

/// <summary>A fitted multinomial logistic regression; see <see cref="LogisticRegressionOptions"/>.</summary>
public sealed class LogisticRegressionClassifier : IClassifier
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

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        PredictionInput.Check(rows, Features, probabilities.Length, Classes);
        RowBlocks.Run(rows, Features, probabilities, Classes, 256, new ParallelOptions { MaxDegreeOfParallelism = Threads }, (_, block, results) =>
        {
            var scores = new double[Classes];
            for (var i = 0; i * Features < block.Length; i++)
            {
                _model.Decide(block.Slice(i * Features, Features), scores);
                var largest = double.NegativeInfinity;
                foreach (var c in _model.Present) largest = Math.Max(largest, scores[c]);
                double sum = 0;
                foreach (var c in _model.Present) sum += scores[c] = Math.Exp(scores[c] - largest);
                var result = results.Slice(i * Classes, Classes);
                result.Clear();
                foreach (var c in _model.Present) result[c] = (float)(scores[c] / sum);
            }
        });
    }

    /// <inheritdoc/>
    public ClassifierState Save() => new(Kind, _model.Settings(), [.. _model.Tensors()]);

    internal static LogisticRegressionClassifier Restore(StateReader state) => new(LinearModel.Restore(state));
}
