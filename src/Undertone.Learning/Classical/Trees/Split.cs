namespace Undertone.Learning.Classical.Trees;

/// <summary>A division of a node: rows whose code is at most <see cref="Code"/> go left. Feature -1: there is none.</summary>
internal readonly record struct Split(int Feature, int Code, float Threshold, double Score)
{
    public static Split None => new(-1, 0, 0, double.NegativeInfinity);
}
