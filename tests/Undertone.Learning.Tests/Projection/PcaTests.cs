using Undertone.Learning.Projection;

namespace Undertone.Learning.Tests.Projection;

public sealed class PcaTests
{
    /// <summary>The rows whose components NumPy's singular value decomposition gave the numbers below for.</summary>
    private static float[][] Rows() =>
    [
        .. Enumerable.Range(0, 40).Select(i => (float[])
        [
            .. Enumerable.Range(0, 12).Select(j =>
                (float)((((i * 37) + (j * 101) + (i * j * 13)) % 97 / 97.0 * (1 + (j % 3))) + (i % 3 == 0 && j < 4 ? 2.5 : 0))),
        ]),
    ];

    [Fact]
    public void Scores_and_variances_are_those_of_numpy()
    {
        var pca = Pca.Fit(Rows(), 3);
        Close.Assert(pca.Variances, [6.85076773, 0.97783059, 0.90284325], 1e-6, 0, "variances");
        pca.TotalVariance.ShouldBe(11.1503578892725, 1e-6);
        Close.Assert(pca.Scores[0], [1.62482953, -0.13924765, -0.94512563], 1e-6, 1e-6, "row 0");
        Close.Assert(pca.Scores[1], [-1.17138313, -0.8119878, 0.05538872], 1e-6, 1e-6, "row 1");
        Close.Assert(pca.Scores[17], [-2.1655198, -0.87346403, -2.11048663], 1e-6, 1e-6, "row 17");
        Close.Assert(pca.Scores[39], [3.06593541, 1.23097965, -1.30898133], 1e-6, 1e-6, "row 39");
    }

    [Fact]
    public void Scores_have_the_variances_and_nothing_in_common()
    {
        var pca = Pca.Fit(Rows(), 3);
        for (var a = 0; a < 3; a++)
        {
            pca.Scores.Average(s => s[a]).ShouldBe(0, 1e-9);
            for (var b = 0; b < 3; b++)
                (pca.Scores.Sum(s => s[a] * s[b]) / 39).ShouldBe(a == b ? pca.Variances[a] : 0, 1e-6);
        }
    }

    [Fact]
    public void What_is_not_there_is_nothing()
    {
        var line = Enumerable.Range(0, 9).Select(i => new[] { i, 2f * i, -i }).ToArray();
        var pca = Pca.Fit(line, 5);
        pca.Variances[0].ShouldBe(pca.TotalVariance, 1e-9);
        pca.Scores.ShouldAllBe(s => s.Length == 5 && s.Skip(1).All(v => Math.Abs(v) < 1e-6));
        Pca.Fit([[1f, 2f], [1f, 2f], [1f, 2f]], 2).Scores.ShouldAllBe(s => s.All(v => v == 0));
        Should.Throw<ArgumentException>(() => Pca.Fit([[1f]], 1));
        Should.Throw<ArgumentException>(() => Pca.Fit([[1f], [1f, 2f]], 1));
        Should.Throw<ArgumentException>(() => Pca.Fit([[1f], [float.NaN]], 1));
    }
}
