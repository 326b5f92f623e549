using System.Numerics.Tensors;

namespace Undertone.Learning.Neural.Layers;

/// <summary>Mean over windows.</summary>
internal sealed class AveragePool : PoolLayer
{
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private Tensor? _from;
    private Tensor? _to;

    public AveragePool(PoolAxis time, PoolAxis bands, int axes) : base(time, bands, axes) =>
        (_forward, _backward) = (ForwardSample, BackwardSample);

    /// <inheritdoc/>
    protected override string GraphOperator => "AveragePool";

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        (_from, _to) = (x, y);
        y.Span.Clear();
        pass.Team.Run(x.Batch, _forward);
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        if (dx is null) return;
        (_from, _to) = (dy, dx);
        dx.Span.Clear();
        pass.Team.Run(x.Batch, _backward);
    }

    private void ForwardSample(int sample, int worker) =>
        Visit(sample, _to!, _from!, (here, there, share) => TensorPrimitives.MultiplyAdd(there, share, here, here));

    private void BackwardSample(int sample, int worker) =>
        Visit(sample, _from!, _to!, (here, there, share) => TensorPrimitives.MultiplyAdd(here, share, there, there));

    private void Visit(int sample, Tensor small, Tensor large, Action<Span<float>, Span<float>, float> join)
    {
        var channels = large.Shape[^1];
        var (height, width, outputWidth) = (large.Length(sample), large.Inner / channels, small.Inner / channels);
        for (var row = 0; row < small.Length(sample); row++)
        {
            for (var column = 0; column < outputWidth; column++)
            {
                var (top, left, h, w) = Window(row, column, height, width);
                var here = small.Sample(sample).Slice((row * outputWidth + column) * channels, channels);
                for (var i = 0; i < h * w; i++)
                    join(here, large.Sample(sample).Slice(((top + i / w) * width + left + i % w) * channels, channels), 1f / (h * w));
            }
        }
    }
}
