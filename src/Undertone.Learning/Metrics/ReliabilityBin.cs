namespace Undertone.Learning.Metrics;

/// <summary>One bar of a reliability diagram: the samples whose highest probability falls into (Low, High].</summary>
/// <param name="Low">Lower edge, not included (except 0).</param>
/// <param name="High">Upper edge, included.</param>
/// <param name="Count">The number of samples.</param>
/// <param name="Confidence">The mean of their highest probability; 0 where there is none.</param>
/// <param name="Accuracy">The share of right answers among them; 0 where there is none.</param>
public sealed record ReliabilityBin(double Low, double High, int Count, double Confidence, double Accuracy);
