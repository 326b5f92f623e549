namespace Undertone.Learning.Selection;

/// <summary>One round of successive halving.</summary>
/// <param name="Candidates">How many trials take part.</param>
/// <param name="Resources">What each of them may use: training rows, epochs or trees.</param>
public sealed record HalvingRound(int Candidates, int Resources);
