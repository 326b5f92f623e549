namespace Undertone.Learning.Classical.Neighbors;

/// <summary>The distances of the nearest-neighbour classifier.</summary>
public enum KnnMetric
{
    /// <summary>The square root of the sum of squared differences, "euclidean".</summary>
    Euclidean,

    /// <summary>The sum of absolute differences, "manhattan".</summary>
    Manhattan,

    /// <summary>1 less the cosine of the angle between the rows, "cosine"; a row of zeros has the distance 1 to all.</summary>
    Cosine,
}
