namespace Undertone.Recognition.Evaluation;

/// <summary>What a limit of confidence would keep.</summary>
/// <param name="Confidence">The limit: answers below it are left out.</param>
/// <param name="Coverage">The share of answers that is kept.</param>
/// <param name="Accuracy">The share of those that is right; null where none is kept.</param>
public sealed record CoverageRow(double Confidence, double Coverage, double? Accuracy);
