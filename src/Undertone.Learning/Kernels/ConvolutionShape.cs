namespace Undertone.Learning.Kernels;

/// <summary>
/// A convolution of samples [height, width, channels] with kernels [kernel height, kernel width, channels / groups, filters]. One over time
/// alone has height 1. Padding stands before the first row and column; what lies behind the last counts as zero as far as it is needed.
/// </summary>
internal sealed record ConvolutionShape
{
    public required int KernelHeight { get; init; }

    public required int KernelWidth { get; init; }

    public int StrideHeight { get; init; } = 1;

    public int StrideWidth { get; init; } = 1;

    public int DilationHeight { get; init; } = 1;

    public int DilationWidth { get; init; } = 1;

    public int PadTop { get; init; }

    public int PadLeft { get; init; }

    public int Groups { get; init; } = 1;

    public required int Channels { get; init; }

    public required int Filters { get; init; }

    /// <summary>Zeros between two rows of the input, plus 1: above 1 only where a gradient runs back through a stride.</summary>
    public int SpreadHeight { get; init; } = 1;

    /// <summary>Zeros between two columns of the input, plus 1.</summary>
    public int SpreadWidth { get; init; } = 1;

    public int ChannelsPerGroup => Channels / Groups;

    public int FiltersPerGroup => Filters / Groups;

    /// <summary>Products in one output of one filter.</summary>
    public int Depth => KernelHeight * KernelWidth * ChannelsPerGroup;

    /// <summary>The convolution that turns the gradient of the output into that of the input.</summary>
    public ConvolutionShape Backwards() => new()
    {
        KernelHeight = KernelHeight,
        KernelWidth = KernelWidth,
        DilationHeight = DilationHeight,
        DilationWidth = DilationWidth,
        PadTop = (KernelHeight - 1) * DilationHeight - PadTop,
        PadLeft = (KernelWidth - 1) * DilationWidth - PadLeft,
        Groups = Groups,
        Channels = Filters,
        Filters = Channels,
        SpreadHeight = StrideHeight,
        SpreadWidth = StrideWidth,
    };
}
