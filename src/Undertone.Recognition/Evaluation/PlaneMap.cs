using Undertone.Learning.Projection;

namespace Undertone.Recognition.Evaluation;

/// <summary>Rows of numbers laid out in a plane.</summary>
/// <param name="Components">[rows, 2]: the first two principal components.</param>
/// <param name="Explained">The share of the variance that each of the two has.</param>
/// <param name="Neighbours">[rows, 2]: the places that t-SNE gives.</param>
internal sealed record PlaneMap(double[][] Components, double[] Explained, double[][] Neighbours)
{
    /// <summary>Fewer rows make no map.</summary>
    public const int LeastPoints = 10;

    // Beyond this points cover one another, and t-SNE compares every two of them.
    private const int MostPoints = 1000;

    /// <summary>The places of the rows that are shown: all, or every n-th of many; null where there are too few for a map.</summary>
    public static int[]? Shown(int rows)
    {
        var step = (rows + MostPoints - 1) / MostPoints;
        return rows < LeastPoints ? null : [.. Enumerable.Range(0, rows).Where(i => i % step == 0)];
    }

    /// <summary>Lays out rows.</summary>
    public static PlaneMap Of(IReadOnlyList<float[]> rows)
    {
        var pca = Pca.Fit(rows, 2);
        return new PlaneMap(
            pca.Scores, [.. pca.Variances.Select(v => pca.TotalVariance > 0 ? v / pca.TotalVariance : 0)], Tsne.Fit(rows));
    }
}
