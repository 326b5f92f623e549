namespace Undertone.Learning.Neural.Layers;

/// <summary>Maximum over windows; the first of equal maxima takes the gradient.</summary>
internal sealed class MaxPool : PoolLayer
{
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private Tensor? _x;
    private Tensor? _y;
    private Tensor? _dy;
    private Tensor? _dx;

    public MaxPool(PoolAxis time, PoolAxis bands, int axes) : base(time, bands, axes) =>
        (_forward, _backward) = (ForwardSample, BackwardSample);

    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <summary>True where windows neither overlap nor leave gaps nor stand over the end.</summary>
    public bool IsPlain => Time.Size == Time.Stride && Bands.Size == Bands.Stride && !Time.Same && !Bands.Same;

    /// <summary>Steps of a window.</summary>
    public int Height => Time.Size;

    /// <summary>Bands of a window.</summary>
    public int Width => Bands.Size;

    /// <inheritdoc/>
    protected override string GraphOperator => "MaxPool";

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        (_x, _y) = (x, y);
        pass.Team.Run(x.Batch, _forward);
        y.ClearPadding();
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        if (dx is null) return;
        (_x, _y, _dy, _dx) = (x, y, dy, dx);
        dx.Span.Clear();
        pass.Team.Run(x.Batch, _backward);
    }

    private void ForwardSample(int sample, int worker)
    {
        var (x, y) = (_x!, _y!);
        var channels = x.Shape[^1];
        var (height, width, outputWidth) = (x.Length(sample), x.Inner / channels, y.Inner / channels);
        for (var row = 0; row < y.Length(sample); row++)
        {
            for (var column = 0; column < outputWidth; column++)
            {
                var (top, left, h, w) = Window(row, column, height, width);
                var output = y.Sample(sample).Slice((row * outputWidth + column) * channels, channels);
                for (var i = 0; i < h * w; i++)
                {
                    var value = x.Sample(sample).Slice(((top + i / w) * width + left + i % w) * channels, channels);
                    if (i == 0) value.CopyTo(output);
                    else System.Numerics.Tensors.TensorPrimitives.Max(output, value, output);
                }
            }
        }
    }

    private void BackwardSample(int sample, int worker)
    {
        var channels = _x!.Shape[^1];
        var (height, width, outputHeight, outputWidth) = (_x.Length(sample), _x.Inner / channels, _y!.Length(sample), _y.Inner / channels);
        var x = _x.Sample(sample);
        var y = _y.Sample(sample);
        var dy = _dy!.Sample(sample);
        var dx = _dx!.Sample(sample);
        for (var row = 0; row < outputHeight; row++)
        {
            for (var column = 0; column < outputWidth; column++)
            {
                var (top, left, h, w) = Window(row, column, height, width);
                var at = (row * outputWidth + column) * channels;
                for (var c = 0; c < channels; c++)
                {
                    for (var i = 0; i < h * w; i++)
                    {
                        var place = ((top + i / w) * width + left + i % w) * channels + c;
                        if (x[place] != y[at + c]) continue;
                        dx[place] += dy[at + c];
                        break;
                    }
                }
            }
        }
    }
}
