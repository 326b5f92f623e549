using Undertone.Kernels;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Tests.Kernels;

public sealed class ConvolutionTests
{
    private const int Batch = 2;
    private const int Height = 9;
    private const int Width = 17;
    private const int Channels = 5;
    private const int Filters = 37;
    private const int Depth = 3 * 3 * Channels;
    private const int Positions = Height * Width;

    private static readonly ConvolutionShape Shape =
        new() { KernelHeight = 3, KernelWidth = 3, PadTop = 1, PadLeft = 1, Channels = Channels, Filters = Filters };

    [Fact]
    public void Outputs_and_gradients_are_those_of_plain_loops_on_every_unit()
    {
        foreach (var unit in KernelData.Units)
        {
            var (x, w, y, gradient) = Run(unit);
            var (outputs, outputSizes) = (new double[y.Length], new double[y.Length]);
            var (slopes, slopeSizes) = (new double[gradient.Length], new double[gradient.Length]);
            foreach (var (input, weight, output) in Products())
            {
                Add(outputs, outputSizes, output, (double)x.Span[input] * w.Span[weight]);
                Add(slopes, slopeSizes, weight, (double)x.Span[input] * y.Span[output]);
            }

            y.Span.ShouldBeWithinRounding(outputs, outputSizes, Depth, $"{unit} outputs");
            gradient.Span.ShouldBeWithinRounding(slopes, slopeSizes, Batch * Positions, $"{unit} gradients");
            Close.Assert([.. y.Span.ToArray().Select(v => (double)v)], outputs, 1e-6, 1e-6, $"{unit} outputs");
            Close.Assert([.. gradient.Span.ToArray().Select(v => (double)v)], slopes, 2e-5, 1e-5, $"{unit} gradients");
        }
    }

    [Fact]
    public void Every_unit_gives_the_same_bits() => KernelData.ShouldGiveTheSameBitsOnEveryUnit(unit =>
    {
        var (_, _, y, gradient) = Run(unit);
        return [.. y.Span, .. gradient.Span];
    });

    private static (AlignedBuffer<float> X, AlignedBuffer<float> W, AlignedBuffer<float> Y, AlignedBuffer<float> Gradient) Run(
        VectorUnit unit)
    {
        var random = new Random(7);
        var (x, w) = (KernelData.Fill(Batch * Positions * Channels, random), KernelData.Fill(Depth * Filters, random));
        var (y, gradient) = (new AlignedBuffer<float>(Batch * Positions * Filters), new AlignedBuffer<float>(Depth * Filters));
        var convolution = new Convolution(Shape, MicroKernel.Of(unit));
        convolution.SetWeights(Team.Of(2), w.Matrix(0, Depth, Filters));
        convolution.Forward(Team.Of(2), x, y, null, Batch, (Height, Width), (Height, Width));
        convolution.BackwardWeights(Team.Of(2), x, y, gradient.Matrix(0, Depth, Filters), null, Batch, (Height, Width), (Height, Width));
        return (x, w, y, gradient);
    }

    /// <summary>The places of input, weight and output of every product of a 3 x 3 convolution that keeps its shape.</summary>
    private static IEnumerable<(int Input, int Weight, int Output)> Products()
    {
        for (var at = 0; at < Batch * Positions * Filters; at++)
        {
            var (filter, column, row, sample) = (
                at % Filters, at / Filters % Width, at / Filters / Width % Height, at / Filters / Positions);
            for (var k = 0; k < Depth; k++)
            {
                var (channel, across, down) = (k % Channels, column + k / Channels % 3 - 1, row + k / Channels / 3 - 1);
                if (across < 0 || across >= Width || down < 0 || down >= Height) continue;
                yield return (((sample * Height + down) * Width + across) * Channels + channel, k * Filters + filter, at);
            }
        }
    }

    private static void Add(double[] sums, double[] sizes, int at, double product)
    {
        sums[at] += product;
        sizes[at] += Math.Abs(product);
    }
}
