using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical.Trees;

/// <summary>
/// A random forest (Breiman 2001) as scikit-learn's RandomForestClassifier: trees on bootstrap samples, each division choosing from the
/// square root of the features, probabilities averaged.
/// </summary>
public sealed record RandomForestOptions : TreeOptions
{
    /// <inheritdoc/>
    public override string Kind => "random-forest";

    /// <summary>The number of trees; 100 by default.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>
    /// Whether each tree is grown on as many rows drawn with replacement; true by default. The rows left out give the out-of-bag score.
    /// </summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>How many features each division may choose from; <see cref="TreeFeatures.SquareRoot"/> by default.</summary>
    public override TreeFeatures MaxFeatures { get; init; } = TreeFeatures.SquareRoot;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Trees is >= 1 and <= 100_000, "trees", Trees, "from 1 to 100000");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var json = base.ToJson();
        (json["trees"], json["bootstrap"]) = (Trees, Bootstrap);
        return json;
    }

    internal static RandomForestOptions Read(ClassifierOptionReader reader)
    {
        var defaults = new RandomForestOptions();
        return ReadInto(defaults, reader, "sqrt") with
        {
            Trees = reader.WholeNumber("trees", defaults.Trees),
            Bootstrap = reader.Flag("bootstrap", defaults.Bootstrap),
        };
    }
}
