using Undertone.Learning.Randomness;

namespace Undertone.Learning.Projection;

/// <summary>
/// Principal component analysis: the directions in which rows differ most. Found by orthogonal iteration of a block of directions, so that
/// wide rows cost no square of their width; a direction's sign is such that its largest entry is above 0.
/// </summary>
/// <param name="Scores">[rows, components]: each row along each direction, less the mean.</param>
/// <param name="Variances">[components]: the variance along each direction, largest first, with rows - 1 as divisor.</param>
/// <param name="TotalVariance">The sum of the variances of all columns.</param>
public sealed record Pca(double[][] Scores, double[] Variances, double TotalVariance)
{
    // More directions than are wanted: the error of an iteration shrinks by the ratio of the first variance left out to the last wanted.
    private const int Spare = 8;
    private const int MostIterations = 500;
    private const double Tolerance = 1e-13;

    /// <summary>Finds the first components.</summary>
    /// <param name="rows">At least two rows of one length, finite.</param>
    /// <param name="components">How many, at least 1; where rows or columns are fewer, the rest are 0.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, they differ in length, or a number is not finite.</exception>
    public static Pca Fit(IReadOnlyList<float[]> rows, int components)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var centered = Centered(rows);
        var columns = centered[0].Length;
        var block = Math.Min(components + Spare, Math.Min(columns, rows.Count));
        var random = new SplitMix64(0);
        var directions = new double[block][];
        for (var k = 0; k < block; k++) directions[k] = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble() - 0.5)];
        var variances = new double[block];
        for (var i = 0; i < MostIterations; i++)
        {
            var before = (double[])variances.Clone();
            variances = Iterate(centered, directions);
            var wanted = Math.Min(components, block);
            if (Enumerable.Range(0, wanted).All(k => Math.Abs(variances[k] - before[k]) <= Tolerance * variances[0])) break;
        }

        foreach (var direction in directions.Where(d => d[LargestAt(d)] < 0))
        {
            for (var c = 0; c < columns; c++) direction[c] = -direction[c];
        }

        var total = centered.Sum(r => r.Sum(v => v * v)) / (rows.Count - 1);
        return new Pca(
            Array.ConvertAll(centered, row => (double[])[.. Enumerable.Range(0, components).Select(
                k => k < block ? Dot(row, directions[k]) : 0)]),
            [.. Enumerable.Range(0, components).Select(k => k < block ? variances[k] : 0)], total);
    }

    private static double[][] Centered(IReadOnlyList<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count < 2) throw new ArgumentException("Two rows at least are needed.", nameof(rows));
        var columns = rows[0].Length;
        var means = new double[columns];
        foreach (var row in rows)
        {
            if (row.Length != columns || columns == 0) throw new ArgumentException("Rows differ in length or are empty.", nameof(rows));
            for (var c = 0; c < columns; c++) means[c] += row[c];
        }

        for (var c = 0; c < columns; c++) means[c] /= rows.Count;
        if (!means.All(double.IsFinite)) throw new ArgumentException("A number is not finite.", nameof(rows));
        return [.. rows.Select(row => (double[])[.. row.Select((v, c) => v - means[c])])];
    }

    /// <summary>Turns the directions once by the covariance, and puts them in order of the variance along them.</summary>
    private static double[] Iterate(double[][] rows, double[][] directions)
    {
        var columns = directions[0].Length;
        var turned = Array.ConvertAll(directions, _ => new double[columns]);
        foreach (var row in rows)
        {
            for (var k = 0; k < directions.Length; k++)
            {
                var along = Dot(row, directions[k]);
                for (var c = 0; c < columns; c++) turned[k][c] += along * row[c];
            }
        }

        Orthonormalize(turned);
        var small = Array.ConvertAll(turned, _ => new double[turned.Length]);
        foreach (var row in rows)
        {
            var along = Array.ConvertAll(turned, d => Dot(row, d));
            for (var a = 0; a < along.Length; a++)
            {
                for (var b = 0; b < along.Length; b++) small[a][b] += along[a] * along[b] / (rows.Length - 1);
            }
        }

        var (values, vectors) = SymmetricEigen.Of(small);
        var order = Enumerable.Range(0, values.Length).OrderByDescending(k => values[k]).ToArray();
        for (var k = 0; k < directions.Length; k++)
        {
            Array.Clear(directions[k]);
            for (var j = 0; j < turned.Length; j++)
            {
                for (var c = 0; c < columns; c++) directions[k][c] += vectors[j][order[k]] * turned[j][c];
            }
        }

        return Array.ConvertAll(order, k => values[k]);
    }

    /// <summary>Gram and Schmidt, each direction twice; one that is nothing beside the others becomes 0.</summary>
    private static void Orthonormalize(double[][] directions)
    {
        for (var k = 0; k < directions.Length; k++)
        {
            var length = Math.Sqrt(Dot(directions[k], directions[k]));
            for (var j = 0; j < 2 * k; j++)
            {
                var share = Dot(directions[k], directions[j % k]);
                for (var c = 0; c < directions[k].Length; c++) directions[k][c] -= share * directions[j % k][c];
            }

            var left = Math.Sqrt(Dot(directions[k], directions[k]));
            var scale = left > 1e-12 * length ? 1 / left : 0;
            for (var c = 0; c < directions[k].Length; c++) directions[k][c] *= scale;
        }
    }

    private static int LargestAt(double[] direction) =>
        Enumerable.Range(0, direction.Length).MaxBy(c => Math.Abs(direction[c]));

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
