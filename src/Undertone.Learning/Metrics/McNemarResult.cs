namespace Undertone.Learning.Metrics;

/// <summary>What McNemar's test says about two models on the same samples.</summary>
/// <param name="OnlyFirstRight">Samples that only the first model got right.</param>
/// <param name="OnlySecondRight">Samples that only the second model got right.</param>
/// <param name="ExactP">Two-sided p of the exact binomial test; the one to use below about 25 differing samples.</param>
/// <param name="ChiSquared">(|difference| - 1)² / sum with Edwards' continuity correction; 0 where the models never differ.</param>
/// <param name="ChiSquaredP">Its p with one degree of freedom.</param>
public sealed record McNemarResult(int OnlyFirstRight, int OnlySecondRight, double ExactP, double ChiSquared, double ChiSquaredP);
