using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical.Neighbors;

/// <summary>
/// The k-nearest-neighbour classifier as scikit-learn's KNeighborsClassifier with exact search. Among rows at the same distance, those that
/// stood first in training come first. A row's weight multiplies its vote. Fitting keeps the array of the training rows without a copy: do
/// not change it afterwards.
/// </summary>
public sealed record KnnOptions : ClassifierOptions
{
    /// <inheritdoc/>
    public override string Kind => "knn";

    /// <summary>How many neighbours vote; 5 by default.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>
    /// Whether a vote counts as much as the neighbour is near (1 / distance, "distance") instead of 1 ("uniform"); false by default.
    /// </summary>
    public bool DistanceWeighted { get; init; }

    /// <summary>The distance; Euclidean by default.</summary>
    public KnnMetric Metric { get; init; } = KnnMetric.Euclidean;

    /// <inheritdoc/>
    public override void Validate() => Require(Neighbors is >= 1 and <= 10_000, "neighbours", Neighbors, "from 1 to 10000");

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["neighbours"] = Neighbors,
        ["weights"] = DistanceWeighted ? "distance" : "uniform",
        ["metric"] = MetricName(Metric),
    };

    internal static KnnOptions Read(ClassifierOptionReader reader) => new()
    {
        Neighbors = reader.WholeNumber("neighbours", 5),
        DistanceWeighted = reader.Choice("weights", "uniform", "uniform", "distance") == "distance",
        Metric = MetricOf(reader.Choice("metric", "euclidean", "euclidean", "manhattan", "cosine")),
    };

    internal static string MetricName(KnnMetric metric) => metric switch
    {
        KnnMetric.Euclidean => "euclidean",
        KnnMetric.Manhattan => "manhattan",
        _ => "cosine",
    };

    internal static KnnMetric MetricOf(string name) => name switch
    {
        "euclidean" => KnnMetric.Euclidean,
        "manhattan" => KnnMetric.Manhattan,
        _ => KnnMetric.Cosine,
    };
}
