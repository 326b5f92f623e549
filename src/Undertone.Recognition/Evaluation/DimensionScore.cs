using Undertone.Learning.Metrics;

namespace Undertone.Recognition.Evaluation;

/// <summary>How well numbers on a dimension were answered, over all tested utterances or those of one fold.</summary>
/// <param name="Fold">The fold, from 1; 0 for all together.</param>
/// <param name="Utterances">The tested utterances whose number is known.</param>
/// <param name="Concordance">Lin's concordance correlation coefficient (CCC), 1 at best; NaN where it is not defined.</param>
/// <param name="Pearson">Pearson's correlation coefficient; NaN where truth or answers are constant.</param>
/// <param name="MeanSquaredError">The mean squared error, in the squared scale of the data.</param>
/// <param name="MeanAbsoluteError">The mean absolute error, in the scale of the data.</param>
public sealed record DimensionScore(
    int Fold, int Utterances, double Concordance, double Pearson, double MeanSquaredError, double MeanAbsoluteError)
{
    /// <summary>Scores answers; there is at least one.</summary>
    internal static DimensionScore Of(int fold, double[] truth, double[] answers) => new(
        fold, truth.Length, RegressionScores.Concordance(truth, answers), RegressionScores.Pearson(truth, answers),
        RegressionScores.MeanSquaredError(truth, answers), RegressionScores.MeanAbsoluteError(truth, answers));
}
