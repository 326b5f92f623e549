namespace Undertone.Learning.Classical.Trees;

/// <summary>What a tree's growth depends on, settled for a table.</summary>
internal sealed record TreeSettings(
    bool Entropy, int MaxDepth, int MinSamplesSplit, int MinSamplesLeaf, int MaxLeaves, int FeaturesPerSplit, double MinImpurityDecrease,
    double PruningAlpha);
