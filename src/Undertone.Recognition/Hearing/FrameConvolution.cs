using System.Numerics.Tensors;
using Undertone.Learning.Neural;

namespace Undertone.Recognition.Hearing;

/// <summary>
/// A convolution of width 3 over the few frames of each block, and a ReLU. Frames lie between a frame of zeros on either side, [blocks,
/// 1 + frames + 1, channels], before and behind; so each of a block's output frames is one product over all blocks.
/// </summary>
internal sealed class FrameConvolution
{
    private const int Width = 3;
    private readonly FrozenDense _product;
    private readonly int _frames;
    private readonly int _stride;

    /// <summary>Takes the weights [filters, channels, 3] and the bias [filters].</summary>
    public FrameConvolution(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int frames, int stride)
    {
        (_frames, _stride) = (frames, stride);
        var channels = weights.Length / bias.Length / Width;
        var turned = new float[weights.Length];
        for (var filter = 0; filter < bias.Length; filter++)
        {
            var from = weights.Slice(filter * channels * Width, channels * Width);
            var to = turned.AsSpan(filter * channels * Width, channels * Width);
            for (var i = 0; i < from.Length; i++) to[(i % Width * channels) + (i / Width)] = from[i];
        }

        _product = new FrozenDense(turned, bias);
    }

    /// <summary>Numbers of a block behind the convolution, zeros included.</summary>
    public int BlockSize => (OutputFrames + 2) * _product.Outputs;

    private int OutputFrames => ((_frames - 1) / _stride) + 1;

    private int Channels => _product.Inputs / Width;

    /// <summary>From the frames of blocks to those of <paramref name="y"/>, whose frames of zeros are left alone.</summary>
    public void Apply(ReadOnlySpan<float> x, Span<float> y, int blocks)
    {
        for (var t = 0; t < OutputFrames; t++)
        {
            _product.Apply(
                x[(t * _stride * Channels)..], (_frames + 2) * Channels, y[((t + 1) * _product.Outputs)..], BlockSize, blocks);
        }

        y = y[..(blocks * BlockSize)];
        TensorPrimitives.Max(y, 0, y);
    }
}
