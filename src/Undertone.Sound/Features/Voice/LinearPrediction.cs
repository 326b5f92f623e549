using System.Numerics.Tensors;

namespace Undertone.Sound.Features.Voice;

/// <summary>Linear prediction by the method of J. Burg (1967): the all-pole filter with the least forward and backward errors.</summary>
internal sealed class LinearPrediction(int order, int length)
{
    private readonly double[] _forward = new double[length];
    private readonly double[] _backward = new double[length];
    private readonly double[] _forwardBefore = new double[length];
    private readonly double[] _polynomialBefore = new double[order + 1];

    /// <summary>1, a[1], ..., a[order]: the polynomial z^order + a[1] z^(order-1) + ... whose roots are the poles.</summary>
    public double[] Polynomial { get; } = new double[order + 1];

    /// <summary>Fits the filter to a windowed frame; one of no energy has no poles but at zero.</summary>
    public void Fit(ReadOnlySpan<double> frame)
    {
        frame.CopyTo(_forward);
        frame.CopyTo(_backward);
        Array.Clear(Polynomial);
        Polynomial[0] = 1;
        for (var k = 1; k <= order; k++)
        {
            // The forward error of sample k + i beside the backward error of the sample before it.
            var forward = _forward.AsSpan(k, length - k);
            var backward = _backward.AsSpan(0, length - k);
            var energy = TensorPrimitives.SumOfSquares<double>(forward) + TensorPrimitives.SumOfSquares<double>(backward);
            if (energy == 0) return;
            var reflection = -2 * TensorPrimitives.Dot<double>(forward, backward) / energy;
            Polynomial.CopyTo(_polynomialBefore, 0);
            for (var i = 1; i <= k; i++) Polynomial[i] += reflection * _polynomialBefore[k - i];
            var before = _forwardBefore.AsSpan(0, length - k);
            forward.CopyTo(before);
            TensorPrimitives.MultiplyAdd(backward, reflection, forward, forward);
            TensorPrimitives.MultiplyAdd(before, reflection, backward, backward);
        }
    }
}
