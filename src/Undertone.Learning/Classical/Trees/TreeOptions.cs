using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical.Trees;

/// <summary>The limits of growth that <see cref="DecisionTreeOptions"/> and <see cref="RandomForestOptions"/> share.</summary>
public abstract record TreeOptions : ClassifierOptions
{
    /// <summary>True for entropy ("entropy") instead of Gini impurity ("gini"); false by default.</summary>
    public bool Entropy { get; init; }

    /// <summary>The most divisions from the root to a leaf; null (the default) for no limit.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>A node with fewer rows is not divided; 2 by default.</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Each side of a division keeps at least as many rows; 1 by default.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>The most leaves, grown where the gain is largest; null (the default) for no limit.</summary>
    public int? MaxLeaves { get; init; }

    /// <summary>A division must lower the impurity, weighted by the node's share of all rows, by at least this; 0 by default.</summary>
    public double MinImpurityDecrease { get; init; }

    /// <summary>Alpha of minimal cost-complexity pruning; 0 (the default) for none.</summary>
    public double PruningAlpha { get; init; }

    /// <summary>How many features each division may choose from.</summary>
    public abstract TreeFeatures MaxFeatures { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(MaxDepth is null or >= 1, "maxDepth", MaxDepth ?? 0, "at least 1, or null for no limit");
        Require(MinSamplesSplit >= 2, "minSamplesSplit", MinSamplesSplit, "at least 2");
        Require(MinSamplesLeaf >= 1, "minSamplesLeaf", MinSamplesLeaf, "at least 1");
        Require(MaxLeaves is null or >= 2, "maxLeaves", MaxLeaves ?? 0, "at least 2, or null for no limit");
        Require(
            MinImpurityDecrease >= 0 && double.IsFinite(MinImpurityDecrease), "minImpurityDecrease", MinImpurityDecrease,
            "a number of at least 0");
        Require(PruningAlpha >= 0 && double.IsFinite(PruningAlpha), "pruningAlpha", PruningAlpha, "a number of at least 0");
        Require(MaxFeatures.IsUsable, "maxFeatures", MaxFeatures, "\"all\", \"sqrt\", \"log2\" or at least 1");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["criterion"] = Entropy ? "entropy" : "gini",
        ["maxDepth"] = MaxDepth,
        ["minSamplesSplit"] = MinSamplesSplit,
        ["minSamplesLeaf"] = MinSamplesLeaf,
        ["maxLeaves"] = MaxLeaves,
        ["minImpurityDecrease"] = MinImpurityDecrease,
        ["pruningAlpha"] = PruningAlpha,
        ["maxFeatures"] = int.TryParse(MaxFeatures.ToString(), out var count)
            ? JsonValue.Create(count)
            : JsonValue.Create(MaxFeatures.ToString()),
    };

    internal TreeSettings Settle(int columns) => new(
        Entropy, MaxDepth ?? int.MaxValue, MinSamplesSplit, MinSamplesLeaf, MaxLeaves ?? int.MaxValue, MaxFeatures.Resolve(columns),
        MinImpurityDecrease, PruningAlpha);

    private protected static T ReadInto<T>(T options, ClassifierOptionReader reader, string features)
        where T : TreeOptions
    {
        var (number, word) = reader.NumberOrWord("maxFeatures", features, "all", "sqrt", "log2");
        return options with
        {
            Entropy = reader.Choice("criterion", "gini", "gini", "entropy") == "entropy",
            MaxDepth = reader.OptionalWholeNumber("maxDepth"),
            MinSamplesSplit = reader.WholeNumber("minSamplesSplit", options.MinSamplesSplit),
            MinSamplesLeaf = reader.WholeNumber("minSamplesLeaf", options.MinSamplesLeaf),
            MaxLeaves = reader.OptionalWholeNumber("maxLeaves"),
            MinImpurityDecrease = reader.Number("minImpurityDecrease", 0),
            PruningAlpha = reader.Number("pruningAlpha", 0),
            MaxFeatures = number is { } n ? TreeFeatures.Of(n == Math.Floor(n) && n <= int.MaxValue ? (int)n : 0)
                : word == "sqrt" ? TreeFeatures.SquareRoot : word == "log2" ? TreeFeatures.Log2 : TreeFeatures.All,
        };
    }
}
