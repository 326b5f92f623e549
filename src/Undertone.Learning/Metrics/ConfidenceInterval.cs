namespace Undertone.Learning.Metrics;

/// <summary>The range in which a score lies with the confidence asked for.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ConfidenceInterval(double Low, double High);
