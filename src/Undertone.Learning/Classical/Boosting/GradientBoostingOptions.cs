using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>
/// Gradient boosting of trees on histograms (Friedman 2001; Ke and others 2017) as scikit-learn's HistGradientBoostingClassifier: numbers
/// in at most 255 bins, trees grown leaf by leaf, log loss.
/// </summary>
public sealed record GradientBoostingOptions : ClassifierOptions
{
    /// <inheritdoc/>
    public override string Kind => "gradient-boosting";

    /// <summary>The most steps (trees for each class); 100 by default.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>What each tree's answer is multiplied by; 0.1 by default.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The most leaves of a tree; 31 by default.</summary>
    public int MaxLeaves { get; init; } = 31;

    /// <summary>The most divisions from the root to a leaf; null (the default) for no limit.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>The least rows of a leaf; 20 by default.</summary>
    public int MinSamplesLeaf { get; init; } = 20;

    /// <summary>The L2 penalty on leaf values; 0 by default.</summary>
    public double L2 { get; init; }

    /// <summary>The most bins of a feature, 2 to 255; 255 by default.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>
    /// Whether to stop when the loss on rows kept aside no longer falls; null (the default, "auto") for yes above 10,000 rows. The rows
    /// kept aside are drawn per class, not by speaker.
    /// </summary>
    public bool? EarlyStopping { get; init; }

    /// <summary>The share of rows kept aside for early stopping; 0.1 by default.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Steps without gain before stopping; 10 by default.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>What counts as a gain; 1e-7 by default.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Iterations is >= 1 and <= 100_000, "iterations", Iterations, "from 1 to 100000");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), "learningRate", LearningRate, "a number above 0");
        Require(MaxLeaves is >= 2 and <= 65_536, "maxLeaves", MaxLeaves, "from 2 to 65536");
        Require(MaxDepth is null or >= 1, "maxDepth", MaxDepth ?? 0, "at least 1, or null for no limit");
        Require(MinSamplesLeaf >= 1, "minSamplesLeaf", MinSamplesLeaf, "at least 1");
        Require(L2 >= 0 && double.IsFinite(L2), "l2", L2, "a number of at least 0");
        Require(MaxBins is >= 2 and <= 255, "maxBins", MaxBins, "from 2 to 255");
        Require(ValidationShare is > 0 and < 1, "validationShare", ValidationShare, "between 0 and 1");
        Require(Patience >= 1, "patience", Patience, "at least 1");
        Require(Tolerance >= 0 && double.IsFinite(Tolerance), "tolerance", Tolerance, "a number of at least 0");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["iterations"] = Iterations,
        ["learningRate"] = LearningRate,
        ["maxLeaves"] = MaxLeaves,
        ["maxDepth"] = MaxDepth,
        ["minSamplesLeaf"] = MinSamplesLeaf,
        ["l2"] = L2,
        ["maxBins"] = MaxBins,
        ["earlyStopping"] = EarlyStopping switch { null => "auto", true => "on", false => "off" },
        ["validationShare"] = ValidationShare,
        ["patience"] = Patience,
        ["tolerance"] = Tolerance,
    };

    internal static GradientBoostingOptions Read(ClassifierOptionReader reader)
    {
        var defaults = new GradientBoostingOptions();
        return new GradientBoostingOptions
        {
            Iterations = reader.WholeNumber("iterations", defaults.Iterations),
            LearningRate = reader.Number("learningRate", defaults.LearningRate),
            MaxLeaves = reader.WholeNumber("maxLeaves", defaults.MaxLeaves),
            MaxDepth = reader.OptionalWholeNumber("maxDepth"),
            MinSamplesLeaf = reader.WholeNumber("minSamplesLeaf", defaults.MinSamplesLeaf),
            L2 = reader.Number("l2", defaults.L2),
            MaxBins = reader.WholeNumber("maxBins", defaults.MaxBins),
            EarlyStopping = reader.Choice("earlyStopping", "auto", "auto", "on", "off") switch { "on" => true, "off" => false, _ => null },
            ValidationShare = reader.Number("validationShare", defaults.ValidationShare),
            Patience = reader.WholeNumber("patience", defaults.Patience),
            Tolerance = reader.Number("tolerance", defaults.Tolerance),
        };
    }
}
