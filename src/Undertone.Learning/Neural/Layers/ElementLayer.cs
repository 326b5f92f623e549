namespace Undertone.Learning.Neural.Layers;

/// <summary>A layer that treats every element alone: it works in place and splits its elements over the threads.</summary>
internal abstract class ElementLayer : Layer
{
    private const int ChunkLength = 1 << 15;
    private readonly Action<int, int> _forward;
    private readonly Action<int, int> _backward;
    private Tensor? _x;
    private Tensor? _y;
    private Tensor? _dy;
    private Tensor? _dx;

    protected ElementLayer()
    {
        _forward = (chunk, _) =>
        {
            var (start, length) = Chunk(chunk);
            ForwardRange(_x!.Span.Slice(start, length), _y!.Span.Slice(start, length), start);
        };
        _backward = (chunk, _) =>
        {
            var (start, length) = Chunk(chunk);
            BackwardRange(
                _x!.Span.Slice(start, length), _y!.Span.Slice(start, length), _dy!.Span.Slice(start, length),
                _dx!.Span.Slice(start, length), start);
        };
    }

    /// <inheritdoc/>
    public override bool InPlace => true;

    /// <inheritdoc/>
    public override bool GradientInPlace => true;

    /// <summary>The pass that is running.</summary>
    protected Pass? Current { get; private set; }

    /// <summary>True where zero becomes zero, so that what lies behind a sample's length stays zero.</summary>
    protected virtual bool KeepsZero => true;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        (_x, _y, Current) = (x, y, pass);
        pass.Team.Run(Chunks(x), _forward);
        if (!KeepsZero) y.ClearPadding();
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        if (dx is null) return;
        (_x, _y, _dy, _dx, Current) = (x, y, dy, dx, pass);
        pass.Team.Run(Chunks(x), _backward);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input) => input;

    /// <summary>y = f(x) for the elements from <paramref name="start"/> on; y may be x.</summary>
    protected abstract void ForwardRange(ReadOnlySpan<float> x, Span<float> y, int start);

    /// <summary>dx = f'(x) dy; dx may be dy. x is the output where the layer ran in place.</summary>
    protected abstract void BackwardRange(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int start);

    private static int Chunks(Tensor x) => (x.Span.Length + ChunkLength - 1) / ChunkLength;

    private (int Start, int Length) Chunk(int chunk) => (chunk * ChunkLength, Math.Min(ChunkLength, _x!.Span.Length - chunk * ChunkLength));
}
