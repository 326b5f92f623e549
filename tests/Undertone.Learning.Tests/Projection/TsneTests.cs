using Undertone.Learning.Projection;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Projection;

public sealed class TsneTests
{
    private const int Groups = 4;

    /// <summary>Four clouds in ten dimensions.</summary>
    private static float[][] Clouds(int each, float apart)
    {
        var random = new SplitMix64(7);
        return
        [
            .. Enumerable.Range(0, Groups * each).Select(i => (float[])
            [
                .. Enumerable.Range(0, 10).Select(
                    c => (float)(random.NextDouble() + random.NextDouble() - 1) + (c == i % Groups ? apart : 0)),
            ]),
        ];
    }

    [Fact]
    public void Each_row_has_about_as_many_neighbours_as_the_perplexity_says()
    {
        var rows = Clouds(20, 3);
        for (var i = 0; i < rows.Length; i++)
        {
            var shares = Tsne.Neighbors(rows, i, 12);
            shares[i].ShouldBe(0);
            shares.Sum().ShouldBe(1, 1e-12);
            Math.Exp(-shares.Where(s => s > 0).Sum(s => s * Math.Log(s))).ShouldBe(12, 1e-6);
        }

        var affinities = Tsne.Affinities(rows, 12);
        affinities.Sum(a => a.Sum()).ShouldBe(1, 1e-6);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < i; j++) affinities[i][j].ShouldBe(affinities[j][i]);
        }
    }

    [Fact]
    public void Groups_that_lie_apart_stay_apart_and_a_point_next_to_its_own()
    {
        var rows = Clouds(25, 4);
        var points = Tsne.Fit(rows);
        for (var i = 0; i < points.Length; i++)
        {
            var nearest = Enumerable.Range(0, points.Length).Where(j => j != i).OrderBy(j => Distance(points[i], points[j])).Take(8);
            nearest.ShouldAllBe(j => j % Groups == i % Groups);
        }

        Tsne.Fit(rows).SelectMany(p => p).ShouldBe(points.SelectMany(p => p), "nothing is drawn at random");
        points.ShouldAllBe(p => p.All(double.IsFinite));
    }

    [Fact]
    public void Neighbors_of_a_plane_stay_neighbours()
    {
        // Points of a plane, turned into ten dimensions: most of the five nearest have to be among the ten nearest again.
        var random = new SplitMix64(3);
        var plane = Enumerable.Range(0, 90).Select(_ => (X: random.NextDouble(), Y: random.NextDouble())).ToArray();
        var rows = Array.ConvertAll(
            plane, p => (float[])[.. Enumerable.Range(1, 10).Select(c => (float)((p.X * Math.Sin(c)) + (p.Y * Math.Cos(c))))]);
        var points = Tsne.Fit(rows, perplexity: 10);
        var kept = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var others = Enumerable.Range(0, rows.Length).Where(j => j != i).ToArray();
            var near = others.OrderBy(j => Math.Pow(plane[i].X - plane[j].X, 2) + Math.Pow(plane[i].Y - plane[j].Y, 2)).Take(5);
            kept += near.Intersect(others.OrderBy(j => Distance(points[i], points[j])).Take(10)).Count();
        }

        ((double)kept / (5 * rows.Length)).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Equal_rows_and_few_rows_do_no_harm()
    {
        Tsne.Fit(Enumerable.Repeat(new[] { 1f, 2f }, 6).ToArray()).ShouldAllBe(p => p.All(double.IsFinite));
        Tsne.Fit(Clouds(1, 1)).ShouldAllBe(p => p.All(double.IsFinite));
        Should.Throw<ArgumentException>(() => Tsne.Fit([[1f], [2f], [3f]]));
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(Math.Pow(a[0] - b[0], 2) + Math.Pow(a[1] - b[1], 2));
}
