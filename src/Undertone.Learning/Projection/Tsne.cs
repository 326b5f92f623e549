namespace Undertone.Learning.Projection;

/// <summary>
/// t-SNE (van der Maaten and Hinton 2008), exact: rows as points of a plane in which neighbours stay neighbours. It begins with the first
/// two principal components, so that nothing is drawn at random: equal rows give equal points. Distances between groups, and their sizes,
/// say nothing.
/// </summary>
public static class Tsne
{
    private const int EarlyIterations = 250;
    private const double Exaggeration = 12;
    private const double StartDeviation = 1e-4;
    private const double LeastGain = 0.01;

    /// <summary>Places rows in a plane.</summary>
    /// <param name="rows">At least four rows of one length, finite.</param>
    /// <param name="perplexity">About how many neighbours count, above 1; at most a third of the rows. Default 30.</param>
    /// <param name="iterations">Steps, of which the first 250 pull groups together. Default 750.</param>
    /// <returns>[rows, 2].</returns>
    /// <exception cref="ArgumentException">There are too few rows, they differ in length, or a number is not finite.</exception>
    public static double[][] Fit(IReadOnlyList<float[]> rows, double perplexity = 30, int iterations = 750)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count < 4) throw new ArgumentException("Four rows at least are needed.", nameof(rows));
        if (!(perplexity > 1)) throw new ArgumentOutOfRangeException(nameof(perplexity), perplexity, "The perplexity is above 1.");
        var n = rows.Count;
        var points = Start(rows);
        var affinities = Affinities(rows, Math.Min(perplexity, (n - 1) / 3.0));
        var rate = Math.Max(n / Exaggeration / 4, 50);
        var (step, gain) = (new double[2 * n], new double[2 * n]);
        Array.Fill(gain, 1);
        var gradient = new double[2 * n];
        for (var i = 0; i < iterations; i++)
        {
            var early = i < EarlyIterations;
            Gradient(points, affinities, early ? Exaggeration : 1, gradient);
            for (var k = 0; k < gradient.Length; k++)
            {
                gain[k] = Math.Max(LeastGain, step[k] * gradient[k] < 0 ? gain[k] + 0.2 : gain[k] * 0.8);
                step[k] = ((early ? 0.5 : 0.8) * step[k]) - (rate * gain[k] * gradient[k]);
                points[k] += step[k];
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => (double[])[points[2 * i], points[(2 * i) + 1]])];
    }

    /// <summary>The first two components, brought to a small deviation of the first.</summary>
    private static double[] Start(IReadOnlyList<float[]> rows)
    {
        var pca = Pca.Fit(rows, 2);
        var scale = pca.Variances[0] > 0 ? StartDeviation / Math.Sqrt(pca.Variances[0]) : 0;
        return [.. pca.Scores.SelectMany(s => s.Select(v => v * scale))];
    }

    /// <summary>How near rows are, [n, n]: each row's neighbours by a bell of its own width, made symmetric; the sum is 1.</summary>
    internal static double[][] Affinities(IReadOnlyList<float[]> rows, double perplexity)
    {
        var n = rows.Count;
        var conditional = new double[n][];
        for (var i = 0; i < n; i++) conditional[i] = Neighbors(rows, i, perplexity);
        var joint = new double[n][];
        for (var i = 0; i < n; i++)
        {
            joint[i] = new double[n];
            for (var j = 0; j < n; j++) joint[i][j] = Math.Max((conditional[i][j] + conditional[j][i]) / (2.0 * n), 1e-12);
            joint[i][i] = 0;
        }

        return joint;
    }

    /// <summary>The shares of a row's neighbours, by the width that gives the perplexity, found by halving.</summary>
    internal static double[] Neighbors(IReadOnlyList<float[]> rows, int at, double perplexity)
    {
        var distances = new double[rows.Count];
        for (var j = 0; j < distances.Length; j++)
        {
            for (var c = 0; c < rows[at].Length; c++)
            {
                var d = (double)rows[at][c] - rows[j][c];
                distances[j] += d * d;
            }
        }

        var nearest = double.PositiveInfinity;
        for (var j = 0; j < distances.Length; j++) nearest = j == at ? nearest : Math.Min(nearest, distances[j]);
        var (low, high, precision) = (0.0, double.PositiveInfinity, 1.0);
        var shares = new double[distances.Length];
        for (var i = 0; i < 100; i++)
        {
            var entropy = Shares(distances, at, nearest, precision, shares) - Math.Log(perplexity);
            if (Math.Abs(entropy) < 1e-9) break;
            if (entropy > 0) low = precision;
            else high = precision;
            precision = double.IsInfinity(high) ? precision * 2 : (low + high) / 2;
        }

        return shares;
    }

    /// <summary>Fills the shares and gives their entropy.</summary>
    private static double Shares(double[] distances, int at, double nearest, double precision, double[] shares)
    {
        var (sum, weighted) = (0.0, 0.0);
        for (var j = 0; j < shares.Length; j++)
        {
            var beyond = distances[j] - nearest;
            shares[j] = j == at ? 0 : Math.Exp(-precision * beyond);
            sum += shares[j];
            weighted += beyond * shares[j];
        }

        for (var j = 0; j < shares.Length; j++) shares[j] /= sum;
        return Math.Log(sum) + (precision * weighted / sum);
    }

    private static void Gradient(double[] points, double[][] affinities, double exaggeration, double[] gradient)
    {
        var n = affinities.Length;
        var sum = 0.0;
        var repel = new double[2 * n];
        Array.Clear(gradient);
        for (var i = 0; i < n; i++)
        {
            var near = affinities[i];
            for (var j = 0; j < i; j++)
            {
                var (x, y) = (points[2 * i] - points[2 * j], points[(2 * i) + 1] - points[(2 * j) + 1]);
                var kernel = 1 / (1 + (x * x) + (y * y));
                sum += 2 * kernel;
                var pull = 4 * exaggeration * near[j] * kernel;
                var push = 4 * kernel * kernel;
                gradient[2 * i] += pull * x;
                gradient[(2 * i) + 1] += pull * y;
                gradient[2 * j] -= pull * x;
                gradient[(2 * j) + 1] -= pull * y;
                repel[2 * i] += push * x;
                repel[(2 * i) + 1] += push * y;
                repel[2 * j] -= push * x;
                repel[(2 * j) + 1] -= push * y;
            }
        }

        for (var k = 0; k < gradient.Length; k++) gradient[k] -= repel[k] / sum;
    }
}
