using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural;

/// <summary>Ways to start a weight, named as Keras names them.</summary>
internal enum InitializerKind
{
    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,

    /// <summary>Uniform within sqrt(6 / (fan in + fan out)) of Glorot and Bengio 2010.</summary>
    GlorotUniform,

    /// <summary>Normal with variance 2 / (fan in + fan out), cut at two standard deviations.</summary>
    GlorotNormal,

    /// <summary>Uniform within sqrt(6 / fan in) of He and others 2015.</summary>
    HeUniform,

    /// <summary>Normal with variance 2 / fan in, cut at two standard deviations.</summary>
    HeNormal,

    /// <summary>Orthonormal rows or columns, whichever are fewer (Saxe and others 2014).</summary>
    Orthogonal,

    /// <summary>An LSTM's bias: 1 for the forget gate, 0 for the others (Jozefowicz and others 2015).</summary>
    UnitForgetBias,
}

/// <summary>How a parameter starts, with the fans that the kind needs.</summary>
internal readonly record struct Initializer(InitializerKind Kind, int FanIn = 0, int FanOut = 0)
{
    /// <summary>All 0.</summary>
    public static Initializer Zeros => new(InitializerKind.Zeros);

    /// <summary>All 1.</summary>
    public static Initializer Ones => new(InitializerKind.Ones);

    /// <summary>Fills a row-major array whose last axis has so many columns.</summary>
    public void Fill(Span<float> values, int columns, Xoshiro256PlusPlus random)
    {
        switch (Kind)
        {
            case InitializerKind.Zeros:
                values.Clear();
                break;
            case InitializerKind.Ones:
                values.Fill(1);
                break;
            case InitializerKind.UnitForgetBias:
                values.Clear();
                values.Slice(values.Length / 4, values.Length / 4).Fill(1);
                break;
            case InitializerKind.Orthogonal:
                FillOrthogonal(values, columns, random);
                break;
            case InitializerKind.GlorotUniform or InitializerKind.HeUniform:
                var limit = Math.Sqrt(6.0 / Fan);
                foreach (ref var value in values) value = (float)((2 * random.NextDouble() - 1) * limit);
                break;
            default:
                // 0.8796... is the standard deviation of a standard normal cut at two.
                var deviation = Math.Sqrt(2.0 / Fan) / 0.87962566103423978;
                foreach (ref var value in values)
                {
                    double z;
                    do z = random.NextGaussian();
                    while (Math.Abs(z) > 2);
                    value = (float)(z * deviation);
                }

                break;
        }
    }

    private int Fan => Kind is InitializerKind.HeUniform or InitializerKind.HeNormal ? FanIn : FanIn + FanOut;

    /// <summary>Gram and Schmidt, twice for accuracy, on the shorter side of a normal matrix.</summary>
    private static void FillOrthogonal(Span<float> values, int columns, Xoshiro256PlusPlus random)
    {
        var rows = values.Length / columns;
        var (count, length) = rows <= columns ? (rows, columns) : (columns, rows);
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            var v = vectors[i] = new double[length];
            for (var j = 0; j < length; j++) v[j] = random.NextGaussian();
            for (var pass = 0; pass < 2; pass++)
            {
                for (var k = 0; k < i; k++)
                {
                    var dot = 0.0;
                    for (var j = 0; j < length; j++) dot += v[j] * vectors[k][j];
                    for (var j = 0; j < length; j++) v[j] -= dot * vectors[k][j];
                }

                var norm = 0.0;
                foreach (var e in v) norm += e * e;
                norm = Math.Sqrt(norm);
                for (var j = 0; j < length; j++) v[j] /= norm;
            }
        }

        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++) values[r * columns + c] = (float)(rows <= columns ? vectors[r][c] : vectors[c][r]);
        }
    }
}
