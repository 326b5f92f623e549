namespace Undertone.Recognition.Inference.Explanations;

/// <summary>The outline of a whole recording.</summary>
/// <param name="SecondsPerPeak">How long a stretch one peak stands for.</param>
/// <param name="Min">The smallest sample of each stretch.</param>
/// <param name="Max">The largest sample of each stretch.</param>
public sealed record Waveform(double SecondsPerPeak, IReadOnlyList<float> Min, IReadOnlyList<float> Max);
