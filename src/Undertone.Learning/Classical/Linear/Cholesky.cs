using System.Numerics.Tensors;

namespace Undertone.Learning.Classical.Linear;

/// <summary>Solves systems of symmetric positive definite matrices.</summary>
internal static class Cholesky
{
    /// <summary>Solves A x = b.</summary>
    /// <param name="matrix">[n, n]: the lower triangle of A; it is overwritten by its factor.</param>
    /// <param name="right">[n]: b.</param>
    public static double[] Solve(double[] matrix, double[] right)
    {
        var n = right.Length;
        var x = (double[])right.Clone();
        for (var i = 0; i < n; i++)
        {
            var row = matrix.AsSpan(i * n, n);
            for (var j = 0; j <= i; j++)
            {
                var rest = row[j] - TensorPrimitives.Dot<double>(row[..j], matrix.AsSpan(j * n, j));
                row[j] = i == j ? Math.Sqrt(rest) : rest / matrix[j * n + j];
            }

            x[i] = (x[i] - TensorPrimitives.Dot<double>(row[..i], x.AsSpan(0, i))) / row[i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            x[i] /= matrix[i * n + i];
            for (var j = 0; j < i; j++) x[j] -= matrix[i * n + j] * x[i];
        }

        return x;
    }
}
