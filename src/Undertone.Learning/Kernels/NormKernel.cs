using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Undertone.Kernels;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Undertone.Learning.Kernels;

/// <summary>
/// Normalisation by channel with what often stands around it, in as few passes over memory as possible: an optional ReLU before, the affine
/// map, an optional ReLU after, and an optional maximum over windows that do not overlap. The forward pass keeps nothing but its input and
/// output; the backward pass finds the maxima again and writes the gradient over the input where asked to. Samples are [height, width,
/// channels].
/// </summary>
internal sealed unsafe class NormKernel
{
    private const int Width = VectorLoop.Width;
    private const int Run = 64;
    private const int Block = 256;
    private readonly AlignedBuffer<float> _scale = new();
    private readonly AlignedBuffer<float> _offset = new();
    private readonly AlignedBuffer<float> _mean = new();
    private readonly AlignedBuffer<float> _third = new();
    private double[] _sums = [];

    /// <summary>True where a ReLU stands before.</summary>
    public bool ReluBefore { get; init; }

    /// <summary>True where a ReLU stands behind.</summary>
    public bool ReluAfter { get; init; }

    /// <summary>Height of the windows; 1 for none.</summary>
    public int PoolHeight { get; init; } = 1;

    /// <summary>Width of the windows; 1 for none.</summary>
    public int PoolWidth { get; init; } = 1;

    /// <summary>Sizes the work memory.</summary>
    public void Prepare(int batch, int channels)
    {
        foreach (var buffer in (ReadOnlySpan<AlignedBuffer<float>>)[_scale, _offset, _mean, _third]) buffer.EnsureLength(channels);
        if (_sums.Length < batch * 2 * channels) _sums = new double[batch * 2 * channels];
    }

    /// <summary>
    /// Takes the shift that moments are measured from, one number a channel: any of the size of the data keeps them exact.
    /// </summary>
    public void SetShift(ReadOnlySpan<float> shift)
    {
        for (var c = 0; c < shift.Length; c++) _mean.Span[c] = ReluBefore ? Math.Max(0, shift[c]) : shift[c];
    }

    /// <summary>One sample's sums of x - shift and of its square.</summary>
    public void Measure(ReadOnlySpan<float> x, int sample, int channels)
    {
        var rows = x.Length / channels;
        var floor = Vector512.Create(ReluBefore ? 0 : float.NegativeInfinity);
        fixed (double* all = _sums)
        fixed (float* from = x)
        {
            var sums = all + sample * 2 * channels;
            new Span<double>(sums, 2 * channels).Clear();
            for (var top = 0; top < rows; top += Run)
            {
                var end = Math.Min(rows, top + Run);
                for (var j = 0; j < channels; j += Width)
                {
                    var count = channels - j;
                    var shift = Lanes.Load(_mean.Pointer + j, count);
                    var (sum, square) = (V.Zero, V.Zero);
                    for (var r = top; r < end; r++)
                    {
                        var d = Vector512.Max(Lanes.Load(from + (nint)r * channels + j, count), floor) - shift;
                        sum += d;
                        square = Vector512.FusedMultiplyAdd(d, d, square);
                    }

                    Lanes.AddTo(sum, sums + j, count);
                    Lanes.AddTo(square, sums + channels + j, count);
                }
            }
        }
    }

    /// <summary>Mean and (biased) variance of all samples from their sums, which are added in order.</summary>
    public void Moments(int batch, int channels, long count, Span<double> mean, Span<double> variance)
    {
        for (var c = 0; c < channels; c++)
        {
            var (sum, square) = (0.0, 0.0);
            for (var i = 0; i < batch; i++)
            {
                sum += _sums[i * 2 * channels + c];
                square += _sums[i * 2 * channels + channels + c];
            }

            var d = sum / count;
            mean[c] = _mean.Span[c] + d;
            variance[c] = Math.Max(0, square / count - d * d);
        }
    }

    /// <summary>Takes the affine map y = gamma (x - mean) inverse + beta.</summary>
    public void SetMap(ReadOnlySpan<double> mean, ReadOnlySpan<double> inverse, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta)
    {
        for (var c = 0; c < gamma.Length; c++)
        {
            _mean.Span[c] = (float)mean[c];
            _scale.Span[c] = (float)(gamma[c] * inverse[c]);
            _offset.Span[c] = (float)(beta[c] - gamma[c] * inverse[c] * mean[c]);
        }
    }

    /// <summary>One sample forward; rows of the output are those of whole windows.</summary>
    public void Forward(ReadOnlySpan<float> x, Span<float> y, int width, int channels, int outputHeight)
    {
        var (before, after) = (
            Vector512.Create(ReluBefore ? 0 : float.NegativeInfinity), Vector512.Create(ReluAfter ? 0 : float.NegativeInfinity));
        var outputWidth = width / PoolWidth;
        fixed (float* from = x, to = y)
        {
            for (var oh = 0; oh < outputHeight; oh++)
            {
                for (var ow = 0; ow < outputWidth; ow++)
                {
                    var window = from + ((nint)oh * PoolHeight * width + ow * PoolWidth) * channels;
                    var output = to + ((nint)oh * outputWidth + ow) * channels;
                    for (var j = 0; j < channels; j += Width)
                    {
                        var count = channels - j;
                        var (scale, offset) = (Lanes.Load(_scale.Pointer + j, count), Lanes.Load(_offset.Pointer + j, count));
                        var best = Vector512.Create(float.NegativeInfinity);
                        for (var h = 0; h < PoolHeight; h++)
                        {
                            for (var w = 0; w < PoolWidth; w++)
                            {
                                var value = Vector512.Max(Lanes.Load(window + ((nint)h * width + w) * channels + j, count), before);
                                best = Vector512.Max(best, Vector512.FusedMultiplyAdd(value, scale, offset));
                            }
                        }

                        Lanes.Store(Vector512.Max(best, after), output + j, count);
                    }
                }
            }
        }
    }

    /// <summary>One sample's sums of the gradient behind the map and of its product with x - mean.</summary>
    public void MeasureGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int sample, int width, int channels, int outputHeight)
    {
        fixed (double* all = _sums)
        {
            var sums = all + sample * 2 * channels;
            new Span<double>(sums, 2 * channels).Clear();
            fixed (float* from = x, top = y, g = dy) Backward(from, top, g, null, sums, width, channels, outputHeight);
        }
    }

    /// <summary>
    /// The gradients of gamma and beta, and with them the three numbers a channel of the gradient of x. The count is that of the elements
    /// whose mean and variance were taken; null where these were constants.
    /// </summary>
    public void SetGradient(
        int batch, int channels, long? count, ReadOnlySpan<double> mean, ReadOnlySpan<double> inverse, ReadOnlySpan<float> gamma,
        Span<float> dgamma, Span<float> dbeta)
    {
        for (var c = 0; c < channels; c++)
        {
            var (sum, product) = (0.0, 0.0);
            for (var i = 0; i < batch; i++)
            {
                sum += _sums[i * 2 * channels + c];
                product += _sums[i * 2 * channels + channels + c];
            }

            // The mean was rounded to single precision when the products were taken.
            product += sum * (_mean.Span[c] - mean[c]);
            dgamma[c] = (float)(product * inverse[c]);
            dbeta[c] = (float)sum;
            var slope = count is { } n ? -gamma[c] * inverse[c] * inverse[c] * inverse[c] * product / n : 0;
            _mean.Span[c] = (float)slope;
            _third.Span[c] = count is { } m ? (float)(-gamma[c] * inverse[c] * sum / m - slope * mean[c]) : 0;
        }
    }

    /// <summary>One sample's gradient of x, which may be written over x, or over dy where there are no windows.</summary>
    public void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int width, int channels, int outputHeight)
    {
        fixed (float* from = x, top = y, g = dy, to = dx)
        {
            Backward(from, top, g, to, null, width, channels, outputHeight);

            // What no window covers still had its share in mean and variance.
            var height = x.Length / (width * channels);
            var covered = width / PoolWidth * PoolWidth;
            for (var h = 0; h < height; h++)
            {
                for (var w = h < outputHeight * PoolHeight ? covered : 0; w < width; w++)
                {
                    var at = ((nint)h * width + w) * channels;
                    for (var j = 0; j < channels; j += Width)
                    {
                        var raw = Lanes.Load(from + at + j, channels - j);
                        Lanes.Store(Combine(raw, V.Zero, MapOf(j, channels - j)), to + at + j, channels - j);
                    }
                }
            }
        }
    }

    private void Backward(float* x, float* y, float* dy, float* dx, double* sums, int width, int channels, int outputHeight)
    {
        var outputs = outputHeight * (width / PoolWidth);
        for (var j = 0; j < channels; j += Block)
        {
            for (var first = 0; first < outputs; first += Run)
                BackwardRun(x, y, dy, dx, sums, first, Math.Min(first + Run, outputs), j, Math.Min(j + Block, channels), width, channels);
        }
    }

    /// <summary>Some outputs of some channels, along memory; their sums in single precision before they are added to the others.</summary>
    [SkipLocalsInit]
    private void BackwardRun(
        float* x, float* y, float* dy, float* dx, double* sums, int first, int end, int channel, int endChannel, int width, int channels)
    {
        var partial = stackalloc V[2 * Block / Width];
        new Span<V>(partial, 2 * Block / Width).Clear();
        var outputWidth = width / PoolWidth;
        var (row, column) = Math.DivRem(first, outputWidth);
        for (var o = first; o < end; o++)
        {
            var window = ((nint)row * PoolHeight * width + column * PoolWidth) * channels;
            var own = partial;
            for (var j = channel; j < endChannel; j += Width)
            {
                var at = (nint)o * channels + j;
                BackwardWindow(x + window + j, y + at, dy + at, dx is null ? null : dx + window + j, own, j, width, channels);
                own += 2;
            }

            if (++column == outputWidth) (row, column) = (row + 1, 0);
        }

        for (var j = channel; j < endChannel && sums is not null; j += Width)
        {
            Lanes.AddTo(partial[0], sums + j, channels - j);
            Lanes.AddTo(partial[1], sums + channels + j, channels - j);
            partial += 2;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BackwardWindow(float* x, float* y, float* dy, float* dx, V* partial, int j, int width, int channels)
    {
        var before = Vector512.Create(ReluBefore ? 0 : float.NegativeInfinity);
        var single = PoolHeight * PoolWidth == 1;
        var (count, map) = (channels - j, MapOf(j, channels - j));
        var offset = Lanes.Load(_offset.Pointer + j, count);
        var (sum, product) = (partial[0], partial[1]);
        var output = Lanes.Load(y, count);
        var g = Lanes.Load(dy, count);
        if (ReluAfter) g &= Vector512.GreaterThan(output, V.Zero);
        var open = V.AllBitsSet;
        for (var h = 0; h < PoolHeight; h++)
        {
            for (var w = 0; w < PoolWidth; w++)
            {
                var place = ((nint)h * width + w) * channels;
                var raw = Lanes.Load(x + place, count);
                var value = Vector512.Max(raw, before);
                var hit = open;
                if (!single)
                {
                    // The first maximum of a window takes all of its gradient.
                    hit &= Vector512.Equals(Vector512.FusedMultiplyAdd(value, map.Scale, offset), output);
                    open = Vector512.AndNot(open, hit);
                }

                if (dx is not null)
                {
                    Lanes.Store(Combine(raw, g & hit, map), dx + place, count);
                    continue;
                }

                sum += g & hit;
                product = Vector512.FusedMultiplyAdd(g & hit, value - map.Mean, product);
            }
        }

        (partial[0], partial[1]) = (sum, product);
    }

    private Map MapOf(int j, int count) => new(
        Lanes.Load(_scale.Pointer + j, count), Lanes.Load(_mean.Pointer + j, count), Lanes.Load(_third.Pointer + j, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Combine(V raw, V g, in Map map)
    {
        var value = ReluBefore ? Vector512.Max(raw, V.Zero) : raw;
        var rest = Vector512.FusedMultiplyAdd(value, map.Mean, map.Third);
        var result = Vector512.FusedMultiplyAdd(g, map.Scale, rest);
        return ReluBefore ? result & Vector512.GreaterThan(raw, V.Zero) : result;
    }

    /// <summary>What is known of 16 channels; the mean is that of the gradient once that is set.</summary>
    private readonly record struct Map(V Scale, V Mean, V Third);
}
