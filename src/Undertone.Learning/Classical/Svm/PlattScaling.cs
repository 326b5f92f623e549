namespace Undertone.Learning.Classical.Svm;

/// <summary>Fits P(positive | f) = 1 / (1 + exp(A f + B)) by Newton's method with backtracking (Lin, Lin, Weng 2007).</summary>
internal static class PlattScaling
{
    public static (double A, double B) Fit(ReadOnlySpan<double> decisions, ReadOnlySpan<bool> positive)
    {
        double positives = positive.Count(true), negatives = positive.Length - positives;
        var (high, low) = ((positives + 1) / (positives + 2), 1 / (negatives + 2));
        const double Ridge = 1e-12;
        var (a, b) = (0.0, Math.Log((negatives + 1) / (positives + 1)));
        var loss = Loss(decisions, positive, high, low, a, b);
        for (var iteration = 0; iteration < 100; iteration++)
        {
            double h11 = Ridge, h22 = Ridge, h21 = 0, g1 = 0, g2 = 0;
            for (var i = 0; i < decisions.Length; i++)
            {
                var p = Probability(decisions[i], a, b);
                var spread = p * (1 - p);
                h11 += decisions[i] * decisions[i] * spread;
                h22 += spread;
                h21 += decisions[i] * spread;
                var error = (positive[i] ? high : low) - p;
                g1 += decisions[i] * error;
                g2 += error;
            }

            if (Math.Abs(g1) < 1e-5 && Math.Abs(g2) < 1e-5) break;
            var determinant = h11 * h22 - h21 * h21;
            var (da, db) = (-(h22 * g1 - h21 * g2) / determinant, -(-h21 * g1 + h11 * g2) / determinant);
            var slope = g1 * da + g2 * db;
            var size = 1.0;
            for (; size >= 1e-10; size /= 2)
            {
                var next = Loss(decisions, positive, high, low, a + size * da, b + size * db);
                if (next >= loss + 0.0001 * size * slope) continue;
                (a, b, loss) = (a + size * da, b + size * db, next);
                break;
            }

            if (size < 1e-10) break;
        }

        return (a, b);
    }

    /// <summary>1 / (1 + exp(A f + B)) without overflow.</summary>
    public static double Probability(double decision, double a, double b)
    {
        var z = decision * a + b;
        return z >= 0 ? Math.Exp(-z) / (1 + Math.Exp(-z)) : 1 / (1 + Math.Exp(z));
    }

    private static double Loss(ReadOnlySpan<double> decisions, ReadOnlySpan<bool> positive, double high, double low, double a, double b)
    {
        double sum = 0;
        for (var i = 0; i < decisions.Length; i++)
        {
            var z = decisions[i] * a + b;
            var target = positive[i] ? high : low;
            sum += z >= 0 ? target * z + double.LogP1(Math.Exp(-z)) : (target - 1) * z + double.LogP1(Math.Exp(z));
        }

        return sum;
    }
}
