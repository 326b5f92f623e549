using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Windows of a pooling along one axis: with padding "same" a last window may stand over the end, and counts only what is there.
/// </summary>
internal readonly record struct PoolAxis(int Size, int Stride, bool Same)
{
    /// <summary>Windows along an axis of a length.</summary>
    public int Outputs(int length) => Same ? (length + Stride - 1) / Stride : length < Size ? 0 : (length - Size) / Stride + 1;
}

/// <summary>A layer that reduces windows over time, or over time and bands.</summary>
internal abstract class PoolLayer(PoolAxis time, PoolAxis bands, int axes) : Layer
{
    /// <summary>Windows over time.</summary>
    protected PoolAxis Time => time;

    /// <summary>Windows over bands.</summary>
    protected PoolAxis Bands => bands;

    /// <summary>The operator of a graph that does the same.</summary>
    protected abstract string GraphOperator { get; }

    /// <inheritdoc/>
    public override int OutputSteps(int steps) => time.Outputs(steps);

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        PoolAxis[] along = axes == 1 ? [time] : [time, bands];
        // What is filled in behind the end counts neither as a maximum nor in a mean.
        var pooled = graph.Add(
            GraphOperator, [graph.ChannelsFirst(x, axes)],
            ("kernel_shape", along.Select(a => (long)a.Size).ToArray()),
            ("pads", along.Select(_ => 0L).Concat(along.Select(a => a.Same ? a.Size - 1L : 0)).ToArray()),
            ("strides", along.Select(a => (long)a.Stride).ToArray()));
        return graph.ChannelsLast(pooled, axes);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        RequireRank(input, axes + 1, axes == 1 ? "[time, channels]" : "[time, bands, channels]");
        var steps = input[0] < 0 ? -1 : time.Outputs(input[0]);
        var across = axes == 1 ? 1 : bands.Outputs(input[1]);
        if (steps == 0 || across < 1)
        {
            throw new LayerShapeException(
                $"has a window of {(axes == 1 ? $"{time.Size} steps" : $"{time.Size} x {bands.Size}")}, which does not fit into " +
                $"{ShapeText.Of(input)}");
        }
        return axes == 1 ? [steps, input[1]] : [steps, across, input[2]];
    }

    /// <summary>Height and width of the windows of one output, and where it begins.</summary>
    protected (int Top, int Left, int Height, int Width) Window(int row, int column, int height, int width)
    {
        var (top, left) = (row * time.Stride, column * bands.Stride);
        return (top, left, Math.Min(time.Size, height - top), Math.Min(bands.Size, width - left));
    }
}
