namespace Undertone.Recognition.Inference.Explanations;

/// <summary>Numbers over time.</summary>
/// <param name="StartSeconds">Where the first stands.</param>
/// <param name="HopSeconds">From one to the next.</param>
/// <param name="Values">The numbers; null where there is none, as the pitch where nothing is voiced.</param>
public sealed record Contour(double StartSeconds, double HopSeconds, IReadOnlyList<double?> Values);
