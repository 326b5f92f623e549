using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Neural.Layers;

/// <summary>Window, step and padding of a convolution along one axis.</summary>
internal readonly record struct Axis(int Kernel, int Stride, int Dilation, bool Same)
{
    /// <summary>Zeros before the first element: for "same" the part of the window before its middle, whatever the length.</summary>
    public int Before => Same ? (Reach - 1) / 2 : 0;

    /// <summary>Elements from a window's first to its last.</summary>
    public int Reach => (Kernel - 1) * Dilation + 1;

    /// <summary>Outputs along an axis of a length; below 1 where it is too short.</summary>
    public int Outputs(int length) => Same ? (length + Stride - 1) / Stride : length < Reach ? 0 : (length - Reach) / Stride + 1;
}

/// <summary>What the options of a convolution say.</summary>
internal sealed record ConvolutionOptions(int Filters, Axis Time, Axis Bands, int Groups, bool UseBias, InitializerKind Initializer);

/// <summary>
/// Convolution over [time, channels] or [time, bands, channels]. With padding "same" and a stride, the window of output i has its middle on
/// input i times the stride, as PyTorch's padding (kernel - 1) / 2 gives it; it does not depend on the length.
/// </summary>
internal sealed class ConvolutionLayer(ConvolutionOptions options, int axes) : Layer
{
    private Convolution? _forward;
    private Convolution? _backward;
    private Parameter? _kernel;
    private Parameter? _bias;

    /// <inheritdoc/>
    public override int OutputSteps(int steps) => options.Time.Outputs(steps);

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        _forward!.SetWeights(pass.Team, _kernel!.Matrix);
        _forward.Forward(pass.Team, x.Buffer, y.Buffer, _bias?.Matrix, x.Batch, Plane(x), Plane(y));
        y.ClearPadding();
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        _forward!.BackwardWeights(
            pass.Team, x.Buffer, dy.Buffer, _kernel!.GradientMatrix, _bias?.GradientMatrix, x.Batch, Plane(x), Plane(y));
        if (dx is null) return;
        _backward!.SetWeightsOfForward(pass.Team, _kernel.Matrix);
        _backward.Forward(pass.Team, dy.Buffer, dx.Buffer, null, x.Batch, Plane(y), Plane(x));
        dx.ClearPadding();
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        Axis[] along = axes == 1 ? [options.Time] : [options.Time, options.Bands];
        int[] order = axes == 1 ? [2, 1, 0] : [3, 2, 0, 1];
        var kernel = graph.Constant(
            "kernel", AxisOrder.Apply(_kernel!.Value, _kernel.Shape, order), [.. order.Select(axis => _kernel!.Shape[axis])]);
        // So many zeros behind the last element give as many outputs as there are here, whatever the length.
        var after = along.Select(a => a.Same ? a.Reach - 1L - a.Before : 0);
        var convolved = graph.Add(
            "Conv",
            _bias is null ? [graph.ChannelsFirst(x, axes), kernel]
                : [graph.ChannelsFirst(x, axes), kernel, graph.Constant("bias", _bias.Value, _bias.Length)],
            ("dilations", along.Select(a => (long)a.Dilation).ToArray()),
            ("group", (long)options.Groups),
            ("kernel_shape", along.Select(a => (long)a.Kernel).ToArray()),
            ("pads", along.Select(a => (long)a.Before).Concat(after).ToArray()),
            ("strides", along.Select(a => (long)a.Stride).ToArray()));
        return graph.ChannelsLast(convolved, axes);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        RequireRank(input, axes + 1, axes == 1 ? "[time, channels]" : "[time, bands, channels]");
        var channels = input[^1];
        if (channels % options.Groups != 0 || options.Filters % options.Groups != 0)
            throw new LayerShapeException($"cannot divide {channels} channels and {options.Filters} filters into {options.Groups} groups");
        var bands = axes == 1 ? 1 : options.Bands.Outputs(input[1]);
        var steps = input[0] < 0 ? -1 : options.Time.Outputs(input[0]);
        if (bands < 1 || steps == 0)
            throw new LayerShapeException($"has a window of {Window()}, which does not fit into {ShapeText.Of(input)}");
        // Over [time, channels] the kernel slides along the width of an image of one row.
        var (down, across) = axes == 1 ? (new Axis(1, 1, 1, Same: true), options.Time) : (options.Time, options.Bands);
        var shape = new ConvolutionShape
        {
            KernelHeight = down.Kernel,
            StrideHeight = down.Stride,
            DilationHeight = down.Dilation,
            PadTop = down.Before,
            KernelWidth = across.Kernel,
            StrideWidth = across.Stride,
            DilationWidth = across.Dilation,
            PadLeft = across.Before,
            Groups = options.Groups,
            Channels = channels,
            Filters = options.Filters,
        };
        (_forward, _backward) = (new Convolution(shape), new Convolution(shape.Backwards()));
        var positions = checked(shape.KernelHeight * shape.KernelWidth);
        int[] kernelShape = axes == 1
            ? [shape.KernelWidth, shape.ChannelsPerGroup, shape.Filters]
            : [shape.KernelHeight, shape.KernelWidth, shape.ChannelsPerGroup, shape.Filters];
        _kernel = Add(
            "kernel", kernelShape,
            new Initializer(options.Initializer, checked(positions * shape.ChannelsPerGroup), checked(positions * shape.Filters)));
        _bias = options.UseBias ? Add("bias", [options.Filters], Initializer.Zeros) : null;
        return axes == 1 ? [steps, options.Filters] : [steps, bands, options.Filters];
    }

    private string Window() => axes == 1 ? $"{options.Time.Reach} steps" : $"{options.Time.Reach} x {options.Bands.Reach}";

    private (int Height, int Width) Plane(Tensor tensor) => axes == 1 ? (1, tensor.Steps) : (tensor.Steps, tensor.Shape[1]);
}
