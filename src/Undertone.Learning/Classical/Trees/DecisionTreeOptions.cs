namespace Undertone.Learning.Classical.Trees;

/// <summary>
/// A classification tree (CART) as scikit-learn's DecisionTreeClassifier: every boundary of every feature is tried; among equally good
/// divisions the lowest feature and, in it, the lowest threshold is taken, so that a tree does not depend on the seed while it may choose
/// from all features.
/// </summary>
public sealed record DecisionTreeOptions : TreeOptions
{
    /// <inheritdoc/>
    public override string Kind => "decision-tree";

    /// <summary>How many features each division may choose from; all by default.</summary>
    public override TreeFeatures MaxFeatures { get; init; } = TreeFeatures.All;

    internal static DecisionTreeOptions Read(ClassifierOptionReader reader) => ReadInto(new DecisionTreeOptions(), reader, "all");
}
