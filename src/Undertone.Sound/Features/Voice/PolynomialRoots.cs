using System.Numerics;

namespace Undertone.Sound.Features.Voice;

/// <summary>
/// All roots of a real polynomial at once (O. Aberth, 1973; L. Ehrlich, 1967): Newton's step for each, corrected by how near the others
/// are.
/// </summary>
internal sealed class PolynomialRoots(int degree)
{
    private const int MostRounds = 200;

    /// <summary>The roots, as many as the degree.</summary>
    public Complex[] Roots { get; } = new Complex[degree];

    /// <summary>Finds the roots.</summary>
    /// <param name="coefficients">From that of the highest power, which is 1, to the constant.</param>
    public void Find(ReadOnlySpan<double> coefficients)
    {
        // On a circle near that of a resonant filter's poles, none on the real axis and no two conjugate.
        for (var i = 0; i < degree; i++) Roots[i] = Complex.FromPolarCoordinates(0.95, 2 * Math.PI * (i + 0.3) / degree);
        for (var round = 0; round < MostRounds; round++)
        {
            double largest = 0;
            for (var i = 0; i < degree; i++) largest = Math.Max(largest, Improve(coefficients, i));
            if (largest < 1e-14) return;
        }
    }

    /// <summary>Moves a root; returns how far.</summary>
    private double Improve(ReadOnlySpan<double> coefficients, int i)
    {
        var (re, im) = (Roots[i].Real, Roots[i].Imaginary);
        double valueRe = 1, valueIm = 0, slopeRe = 0, slopeIm = 0;
        for (var k = 1; k <= degree; k++)
        {
            (slopeRe, slopeIm) = (slopeRe * re - slopeIm * im + valueRe, slopeRe * im + slopeIm * re + valueIm);
            (valueRe, valueIm) = (valueRe * re - valueIm * im + coefficients[k], valueRe * im + valueIm * re);
        }

        if (valueRe == 0 && valueIm == 0) return 0;
        double nearRe = 0, nearIm = 0;
        for (var j = 0; j < degree; j++)
        {
            if (j == i) continue;
            var (toRe, toIm) = (re - Roots[j].Real, im - Roots[j].Imaginary);
            var square = toRe * toRe + toIm * toIm;
            if (square == 0) continue;
            (nearRe, nearIm) = (nearRe + toRe / square, nearIm - toIm / square);
        }

        // Newton's step is value / slope; Aberth's is value / (slope - value * near).
        var value = new Complex(valueRe, valueIm);
        var step = value / (new Complex(slopeRe, slopeIm) - value * new Complex(nearRe, nearIm));
        if (!Complex.IsFinite(step)) return 0;
        Roots[i] -= step;
        return Complex.Abs(step);
    }
}
