namespace Undertone.Learning.Metrics;

/// <summary>What a paired permutation test says.</summary>
/// <param name="Pairs">How many pairs there are, such as speakers.</param>
/// <param name="MeanDifference">The mean of first less second.</param>
/// <param name="P">
/// How probable a mean difference at least as far from 0 is where it were chance which of the two of a pair is the first.
/// </param>
/// <param name="Exact">Whether all assignments were tried; else they were drawn.</param>
public sealed record PairedPermutationResult(int Pairs, double MeanDifference, double P, bool Exact);
