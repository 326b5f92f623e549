using Undertone.Recognition.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Tests.Features;

public sealed class PoolingTests
{
    [Fact]
    public void Statistics_are_numpys()
    {
        // numpy 1.24: x = [[1, 10], [4, 20], [2, 5], [9, 5]]; mean, std, var, min, max, median, percentile 25 and 90 along the frames.
        float[] rows = [1, 10, 4, 20, 2, 5, 9, 5];
        var matrix = new FeatureMatrix(4, 2, rows);
        string[] statistics = ["mean", "std", "var", "min", "max", "median", "p25", "p90"];
        double[] expected = [4, 10, 3.082207001484488, 6.123724356957945, 9.5, 37.5, 1, 5, 9, 20, 3, 7.5, 1.75, 5, 7.5, 17];
        var pooled = new float[expected.Length];
        Pooling.Pool(matrix, statistics, null, pooled);
        Close.Assert(pooled, Array.ConvertAll(expected, e => (float)e), 1e-6, 1e-6, "pooled statistics");
    }

    [Fact]
    public void One_frame_pools_to_itself()
    {
        var pooled = new float[6];
        Pooling.Pool(new FeatureMatrix(1, 2, [3, -1]), ["mean", "std", "p90"], null, pooled);
        pooled.ShouldBe([3, -1, 0, 0, 3, -1]);
    }

    [Fact]
    public void Frames_without_a_value_do_not_count()
    {
        // The columns: 4 and 2 around gaps, no value at all, and four values.
        const float Gap = float.NaN;
        float[] rows = [Gap, Gap, 1, 4, Gap, 3, Gap, Gap, 5, 2, Gap, 7];
        string[] statistics = ["mean", "std", "var", "min", "max", "median", "p25"];
        var pooled = new float[statistics.Length * 3];
        Pooling.Pool(new FeatureMatrix(4, 3, rows), statistics, null, pooled);
        var dense = new float[statistics.Length];
        Pooling.Pool(new FeatureMatrix(2, 1, [4, 2]), statistics, null, dense);
        for (var s = 0; s < statistics.Length; s++) pooled[3 * s].ShouldBe(dense[s], statistics[s]);
        for (var s = 0; s < statistics.Length; s++) pooled[3 * s + 1].ShouldBe(0, statistics[s]);
        Pooling.Pool(new FeatureMatrix(4, 1, [1, 3, 5, 7]), statistics, null, dense);
        for (var s = 0; s < statistics.Length; s++) pooled[3 * s + 2].ShouldBe(dense[s], statistics[s]);
    }

    [Fact]
    public void Frames_count_by_their_weights()
    {
        // A frame of weight 0 is not there, one of weight 1 beside one of weight 1/3 counts three times; order takes what counts by half.
        float[] rows = [3, 100, 7, -50];
        string[] statistics = ["mean", "std", "min", "max", "median"];
        var pooled = new float[statistics.Length];
        Pooling.Pool(new FeatureMatrix(4, 1, rows), statistics, [1, 0, 1 / 3.0, 0], pooled);
        Close.Assert(pooled, [4, MathF.Sqrt(3), 3, 3, 3], 1e-6, 1e-6, "weighted statistics");
        Pooling.Pool(new FeatureMatrix(4, 1, rows), statistics, [1, 1, 1, 1], pooled);
        var plain = new float[statistics.Length];
        Pooling.Pool(new FeatureMatrix(4, 1, rows), statistics, null, plain);
        pooled.ShouldBe(plain);
        Pooling.Pool(new FeatureMatrix(4, 1, rows), statistics, [0, 0, 0, 0], pooled);
        pooled.ShouldBe(plain);
    }
}
