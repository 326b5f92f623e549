namespace Undertone.Learning.Projection;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations.</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>The eigenvalues in no order, and the eigenvectors as columns.</summary>
    /// <param name="matrix">[n, n], symmetric; it is changed.</param>
    public static (double[] Values, double[][] Vectors) Of(double[][] matrix)
    {
        var n = matrix.Length;
        var vectors = new double[n][];
        for (var i = 0; i < n; i++)
        {
            vectors[i] = new double[n];
            vectors[i][i] = 1;
        }

        for (var sweep = 0; sweep < MostSweeps && !IsDiagonal(matrix); sweep++)
        {
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++) Rotate(matrix, vectors, p, q);
            }
        }

        return ([.. Enumerable.Range(0, n).Select(i => matrix[i][i])], vectors);
    }

    private static bool IsDiagonal(double[][] matrix)
    {
        var (inside, outside) = (0.0, 0.0);
        for (var i = 0; i < matrix.Length; i++)
        {
            inside += matrix[i][i] * matrix[i][i];
            for (var j = 0; j < i; j++) outside += matrix[i][j] * matrix[i][j];
        }

        return outside <= 1e-32 * inside;
    }

    private static void Rotate(double[][] matrix, double[][] vectors, int p, int q)
    {
        if (matrix[p][q] == 0) return;
        var theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        var tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        for (var k = 0; k < matrix.Length; k++)
        {
            (matrix[k][p], matrix[k][q]) =
                ((cosine * matrix[k][p]) - (sine * matrix[k][q]), (sine * matrix[k][p]) + (cosine * matrix[k][q]));
        }

        for (var k = 0; k < matrix.Length; k++)
        {
            (matrix[p][k], matrix[q][k]) =
                ((cosine * matrix[p][k]) - (sine * matrix[q][k]), (sine * matrix[p][k]) + (cosine * matrix[q][k]));
            (vectors[k][p], vectors[k][q]) =
                ((cosine * vectors[k][p]) - (sine * vectors[k][q]), (sine * vectors[k][p]) + (cosine * vectors[k][q]));
        }
    }
}
