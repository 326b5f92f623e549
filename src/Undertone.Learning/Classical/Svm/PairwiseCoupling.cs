namespace Undertone.Learning.Classical.Svm;

/// <summary>Class probabilities from those of all pairs: the second method of Wu, Lin, Weng (2004).</summary>
internal static class PairwiseCoupling
{
    /// <param name="pairs">[classes, classes]: the chance of the row's class against the column's, above 0 and below 1.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="result">[classes].</param>
    public static void Solve(ReadOnlySpan<double> pairs, int classes, Span<double> result)
    {
        Span<double> q = classes <= 32 ? stackalloc double[classes * classes] : new double[classes * classes];
        Span<double> qp = classes <= 32 ? stackalloc double[classes] : new double[classes];
        for (var t = 0; t < classes; t++)
        {
            result[t] = 1.0 / classes;
            q[t * classes + t] = 0;
            for (var j = 0; j < classes; j++)
            {
                if (j == t) continue;
                q[t * classes + t] += pairs[j * classes + t] * pairs[j * classes + t];
                q[t * classes + j] = -pairs[j * classes + t] * pairs[t * classes + j];
            }
        }

        var rounds = Math.Max(100, classes);
        for (var round = 0; round < rounds; round++)
        {
            double pqp = 0;
            for (var t = 0; t < classes; t++)
            {
                qp[t] = 0;
                for (var j = 0; j < classes; j++) qp[t] += q[t * classes + j] * result[j];
                pqp += result[t] * qp[t];
            }

            double worst = 0;
            for (var t = 0; t < classes; t++) worst = Math.Max(worst, Math.Abs(qp[t] - pqp));
            if (worst < 0.005 / classes) break;
            for (var t = 0; t < classes; t++)
            {
                var own = q[t * classes + t];
                var change = (-qp[t] + pqp) / own;
                result[t] += change;
                pqp = (pqp + change * (change * own + 2 * qp[t])) / (1 + change) / (1 + change);
                for (var j = 0; j < classes; j++)
                {
                    qp[j] = (qp[j] + change * q[t * classes + j]) / (1 + change);
                    result[j] /= 1 + change;
                }
            }
        }
    }
}
