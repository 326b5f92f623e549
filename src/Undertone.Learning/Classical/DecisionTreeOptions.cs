using Undertone.Learning.Classical.Trees;

namespace Undertone.Learning.Classical;

/// <summary>
/// A classification tree (CART) as scikit-learn's DecisionTreeClassifier: every boundary of every feature is tried; among equally good divisions the
/// lowest feature and, in it, the lowest threshold is taken, so that a tree does not depend on the seed while it may choose from all features.
/// </summary>
public sealed record DecisionTreeOptions : TreeOptions
{
    /// <inheritdoc/>
    public override string Kind => "decision-tree";

    /// <summary>How many features each division may choose from; all by default.</summary>
    public override TreeFeatures MaxFeatures { get; init; } = TreeFeatures.All;

    internal static DecisionTreeOptions Read(ClassifierOptionReader reader) => ReadInto(new DecisionTreeOptions(), reader, "all");

    private protected override IClassifier FitCore(LabelledRows data, FitContext context)
    {
        var weights = new double[data.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = data.Weights?[i] ?? 1;
        var grown = TreeGrower.Grow(ColumnCodes.Create(data, context), data.Labels, weights, data.Classes, Settle(data.Columns), context.Seed, context.Cancellation);
        return new DecisionTreeClassifier(data.Columns, data.Classes, grown.Compact(), grown.Importances(data.Columns, Entropy));
    }
}
