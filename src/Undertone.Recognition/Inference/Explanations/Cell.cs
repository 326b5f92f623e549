namespace Undertone.Recognition.Inference.Explanations;

/// <summary>A rectangle of time and frequency, whose ends do not belong to it.</summary>
/// <param name="StartSeconds">Where it begins.</param>
/// <param name="EndSeconds">Where it ends.</param>
/// <param name="LowHz">Its lower edge.</param>
/// <param name="HighHz">Its upper edge.</param>
internal readonly record struct Cell(double StartSeconds, double EndSeconds, double LowHz, double HighHz);
