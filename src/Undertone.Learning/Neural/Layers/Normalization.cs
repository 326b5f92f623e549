using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Batch normalisation's passes over a batch: moments and gradients sample by sample, their sums in the order of the samples.
/// </summary>
internal sealed class Normalization
{
    private readonly NormKernel _kernel;
    private readonly float _momentum;
    private readonly float _epsilon;
    private readonly Parameter _gamma;
    private readonly Parameter _beta;
    private readonly Parameter _movingMean;
    private readonly Parameter _movingVariance;
    private readonly double[] _mean;
    private readonly double[] _inverse;
    private readonly Action<int, int> _measure;
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _measureGradient;
    private readonly Action<int, int> _backward;
    private Tensor? _x;
    private Tensor? _y;
    private Tensor? _dy;
    private Tensor? _dx;

    public Normalization(
        NormKernel kernel, float momentum, float epsilon, Parameter gamma, Parameter beta, Parameter movingMean, Parameter movingVariance)
    {
        (_kernel, _momentum, _epsilon) = (kernel, momentum, epsilon);
        (_gamma, _beta, _movingMean, _movingVariance) = (gamma, beta, movingMean, movingVariance);
        (_mean, _inverse) = (new double[gamma.Length], new double[gamma.Length]);
        _measure = (i, _) => _kernel.Measure(_x!.Valid(i), i, Channels);
        _forward = (i, _) => _kernel.Forward(_x!.Valid(i), _y!.Valid(i), WidthOf(_x), Channels, OutputHeight(i));
        _measureGradient = (i, _) =>
            _kernel.MeasureGradient(_x!.Valid(i), _y!.Valid(i), _dy!.Valid(i), i, WidthOf(_x), Channels, OutputHeight(i));
        _backward = (i, _) =>
            _kernel.Backward(_x!.Valid(i), _y!.Valid(i), _dy!.Valid(i), _dx!.Valid(i), WidthOf(_x), Channels, OutputHeight(i));
    }

    private int Channels => _mean.Length;

    /// <summary>Normalises a batch; training also moves the averages, unless they are frozen.</summary>
    public void Forward(Tensor x, Tensor y, Pass pass)
    {
        (_x, _y) = (x, y);
        _kernel.Prepare(x.Batch, Channels);
        if (pass.Training && !_movingMean.Frozen)
        {
            var count = Count(x);
            _kernel.SetShift(x.Span[..Channels]);
            pass.Team.Run(x.Batch, _measure);
            _kernel.Moments(x.Batch, Channels, count, _mean, _inverse);
            for (var c = 0; c < Channels; c++)
            {
                var unbiased = count > 1 ? _inverse[c] * count / (count - 1) : _inverse[c];
                _movingMean.Value[c] = (float)(_momentum * (double)_movingMean.Value[c] + (1 - _momentum) * _mean[c]);
                _movingVariance.Value[c] = (float)(_momentum * (double)_movingVariance.Value[c] + (1 - _momentum) * unbiased);
                _inverse[c] = 1 / Math.Sqrt(_inverse[c] + _epsilon);
            }
        }
        else
        {
            for (var c = 0; c < Channels; c++)
                (_mean[c], _inverse[c]) = (_movingMean.Value[c], 1 / Math.Sqrt((double)_movingVariance.Value[c] + _epsilon));
        }

        _kernel.SetMap(_mean, _inverse, _gamma.Value, _beta.Value);
        pass.Team.Run(x.Batch, _forward);
        y.ClearPadding();
    }

    /// <summary>Gradients of a training pass.</summary>
    public void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        (_x, _y, _dy, _dx) = (x, y, dy, dx);
        pass.Team.Run(x.Batch, _measureGradient);
        _kernel.SetGradient(
            x.Batch, Channels, _movingMean.Frozen ? null : Count(x), _mean, _inverse, _gamma.Value, _gamma.Gradient, _beta.Gradient);
        if (dx is null) return;
        pass.Team.Run(x.Batch, _backward);
        dx.ClearPadding();
    }

    private long Count(Tensor x) => Math.Max(1, (long)x.TotalLength * x.Inner / Channels);

    /// <summary>Elements of a row: everything between time and channels.</summary>
    private int WidthOf(Tensor x) => x.Inner / Channels;

    private int OutputHeight(int sample) => _y!.Shape.Length > 1 ? _y.Length(sample) : 1;
}
