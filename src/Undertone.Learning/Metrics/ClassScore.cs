namespace Undertone.Learning.Metrics;

/// <summary>How one class fares.</summary>
/// <param name="Label">The name of the class.</param>
/// <param name="Precision">The share of right answers among the samples predicted as this class; 0 where none was.</param>
/// <param name="Recall">The share of right answers among the samples of this class; 0 where there is none.</param>
/// <param name="F1">The harmonic mean of both; 0 where both are.</param>
/// <param name="Support">The number of samples of this class in the truth.</param>
public sealed record ClassScore(string Label, double Precision, double Recall, double F1, int Support);
