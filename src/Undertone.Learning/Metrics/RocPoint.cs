namespace Undertone.Learning.Metrics;

/// <summary>One point of a receiver operating characteristic.</summary>
/// <param name="FalsePositiveRate">The share of the other samples at or above the threshold.</param>
/// <param name="TruePositiveRate">The share of the class's samples at or above the threshold.</param>
/// <param name="Threshold">The probability from which on a sample counts as the class; infinite for the first point.</param>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold);
