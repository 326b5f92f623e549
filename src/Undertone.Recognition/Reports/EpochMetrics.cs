namespace Undertone.Recognition.Reports;

/// <summary>What one epoch of training showed. What was not measured is null.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="TrainLoss">The mean loss over the training part.</param>
/// <param name="TrainAccuracy">The share of the training part that was right, 0 to 1.</param>
/// <param name="ValidationLoss">The mean loss over the validation part.</param>
/// <param name="ValidationAccuracy">The share of the validation part that was right, 0 to 1.</param>
/// <param name="ValidationUar">The unweighted average recall of the validation part, 0 to 1.</param>
public sealed record EpochMetrics(
    int Epoch, double? TrainLoss, double? TrainAccuracy, double? ValidationLoss = null, double? ValidationAccuracy = null,
    double? ValidationUar = null);
