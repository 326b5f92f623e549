using Undertone.Kernels;

namespace Undertone.Learning.Kernels;

/// <summary>
/// Convolution forward, and backward to weights and to inputs, as matrix products read straight from padded rows. An output adds its
/// products in the order of the kernel; weight gradients are added over parts of the batch that depend on its size alone.
/// </summary>
internal sealed unsafe class Convolution
{
    private const int WindowFloats = 1 << 15;
    private const int WeightParts = 8;
    private static readonly AlignedBuffer<float> Zeros = new(Tile.Columns);

    private readonly ConvolutionShape _shape;
    private readonly MicroKernel _kernel;
    private readonly PackedMatrix[] _weights;
    private readonly AlignedBuffer<float> _turned = new();
    private readonly AlignedBuffer<float> _sums = new();
    private readonly Action<int, int> _block;
    private readonly Action<int, int> _part;
    private ConvolutionWindow[] _windows = [];
    private float* _x;
    private float* _y;
    private float* _bias;
    private int _batch;
    private int _height;
    private int _width;
    private int _outputHeight;
    private int _outputWidth;
    private int _rowsPerBlock;
    private int _blocks;
    private int _parts;

    public Convolution(ConvolutionShape shape, MicroKernel? kernel = null)
    {
        (_shape, _kernel) = (shape, kernel ?? MicroKernel.Best);
        _weights = [.. Enumerable.Range(0, shape.Groups).Select(_ => new PackedMatrix())];
        (_block, _part) = (Block, Part);
    }

    /// <summary>Takes the weights [kernel height * kernel width * channels / groups, filters].</summary>
    public void SetWeights(Team team, in MatrixView weights)
    {
        for (var g = 0; g < _shape.Groups; g++)
        {
            _weights[g].Pack(team, new MatrixView(
                weights.Data + g * _shape.FiltersPerGroup * weights.ColumnStride,
                _shape.Depth, _shape.FiltersPerGroup, weights.RowStride, weights.ColumnStride));
        }
    }

    /// <summary>
    /// Takes the weights of the convolution that this one runs backwards, [positions * filters' channels, channels' filters], and turns
    /// them round.
    /// </summary>
    public void SetWeightsOfForward(Team team, in MatrixView weights)
    {
        // Here channels are the forward pass's filters. Turned: [positions reversed, its filters of the group, its channels of all groups].
        var (positions, from, to) = (_shape.KernelHeight * _shape.KernelWidth, _shape.ChannelsPerGroup, _shape.FiltersPerGroup);
        _turned.EnsureLength(positions * from * _shape.Filters);
        var turned = _turned.Pointer;
        for (var position = 0; position < positions; position++)
        {
            for (var f = 0; f < from; f++)
            {
                for (var g = 0; g < _shape.Groups; g++)
                {
                    var source = weights.Data + (nint)(positions - 1 - position) * to * weights.RowStride + g * from + f;
                    for (var c = 0; c < to; c++, source += weights.RowStride) *turned++ = *source;
                }
            }
        }

        SetWeights(team, _turned.Matrix(0, positions * from, _shape.Filters));
    }

    /// <summary>y [batch, output height, output width, filters] from x [batch, height, width, channels].</summary>
    public void Forward(
        Team team, AlignedBuffer<float> x, AlignedBuffer<float> y, MatrixView? bias, int batch,
        (int Height, int Width) input, (int Height, int Width) output)
    {
        Take(team, x, y, batch, input, output);
        _bias = bias is { } row ? row.Data : null;
        team.Run(batch * _blocks, _block);
    }

    /// <summary>Gradients of weights [depth, filters] and bias [filters] from x and the gradient of y.</summary>
    public void BackwardWeights(
        Team team, AlignedBuffer<float> x, AlignedBuffer<float> dy, MatrixView weights, MatrixView? bias, int batch,
        (int Height, int Width) input, (int Height, int Width) output)
    {
        Take(team, x, dy, batch, input, output);
        _parts = Math.Min(batch, WeightParts);
        var size = (_shape.Depth + 1) * _shape.Filters;
        _sums.EnsureLength(checked(_parts * size));
        team.Run(_parts, _part);
        for (var part = 1; part < _parts; part++)
            System.Numerics.Tensors.TensorPrimitives.Add(_sums.Span[..size], _sums.Span.Slice(part * size, size), _sums.Span[..size]);
        _sums.Span[..(size - _shape.Filters)].CopyTo(new Span<float>(weights.Data, size - _shape.Filters));
        if (bias is { } row) _sums.Span.Slice(size - _shape.Filters, _shape.Filters).CopyTo(new Span<float>(row.Data, _shape.Filters));
    }

    private void Take(
        Team team, AlignedBuffer<float> x, AlignedBuffer<float> y, int batch, (int Height, int Width) input, (int Height, int Width) output)
    {
        _x = x.Pointer;
        _y = y.Pointer;
        (_batch, (_height, _width), (_outputHeight, _outputWidth)) = (batch, input, output);
        while (_windows.Length < team.Threads) _windows = [.. _windows, new ConvolutionWindow()];
        var rowFloats = Math.Max(
            1, (_outputWidth * _shape.StrideWidth + _shape.KernelWidth * _shape.DilationWidth) * _shape.Channels * _shape.StrideHeight);
        _rowsPerBlock = Math.Clamp(WindowFloats / rowFloats, 1, Math.Max(1, _outputHeight));
        _blocks = (_outputHeight + _rowsPerBlock - 1) / _rowsPerBlock;
    }

    private void Block(int task, int worker)
    {
        var sample = task / _blocks;
        var first = task % _blocks * _rowsPerBlock;
        var rows = Math.Min(_rowsPerBlock, _outputHeight - first);
        var window = _windows[worker];
        window.Fill(_shape, _x + (nint)sample * _height * _width * _shape.Channels, _height, _width, first, rows, _outputWidth);
        var together = _shape.DilationWidth == 1 && _shape.Groups == 1;
        var tile = default(Tile);
        tile.Segments = together ? _shape.KernelHeight : _shape.KernelHeight * _shape.KernelWidth;
        tile.Depth = _shape.Depth / tile.Segments;
        tile.SegmentOffsets = window.Offsets(tile.Segments);
        for (var s = 0; s < tile.Segments; s++)
        {
            tile.SegmentOffsets[s] = together
                ? s * _shape.DilationHeight * (nint)window.RowLength
                : s / _shape.KernelWidth * _shape.DilationHeight * (nint)window.RowLength
                    + s % _shape.KernelWidth * _shape.DilationWidth * _shape.Channels;
        }

        tile.ARow = _shape.StrideWidth * _shape.Channels;
        tile.ADepth = 1;
        tile.BRow = Tile.Columns;
        tile.CRow = _shape.Filters;
        var output = _y + ((nint)sample * _outputHeight + first) * _outputWidth * _shape.Filters;
        for (var g = 0; g < _shape.Groups; g++)
        {
            for (var j = 0; j < _shape.FiltersPerGroup; j += Tile.Columns)
            {
                var filter = g * _shape.FiltersPerGroup + j;
                tile.B = _weights[g].Panel(j / Tile.Columns);
                tile.Init = _bias is not null ? _bias + filter : Zeros.Pointer;
                for (var r = 0; r < rows; r++)
                {
                    tile.A = window.Data + (nint)r * _shape.StrideHeight * window.RowLength + g * _shape.ChannelsPerGroup;
                    tile.C = output + (nint)r * _outputWidth * _shape.Filters + filter;
                    _kernel.Fill(tile, _outputWidth, Math.Min(Tile.Columns, _shape.FiltersPerGroup - j));
                }
            }
        }
    }

    private void Part(int part, int worker)
    {
        var size = (_shape.Depth + 1) * _shape.Filters;
        var sums = _sums.Pointer + (nint)part * size;
        new Span<float>(sums, size).Clear();
        var (first, end) = ((int)((long)_batch * part / _parts), (int)((long)_batch * (part + 1) / _parts));
        for (var sample = first; sample < end; sample++)
        {
            for (var block = 0; block < _blocks; block++) AddWeights(sums, sample, block * _rowsPerBlock, _windows[worker]);
        }
    }

    private void AddWeights(float* sums, int sample, int first, ConvolutionWindow window)
    {
        var rows = Math.Min(_rowsPerBlock, _outputHeight - first);
        window.Fill(_shape, _x + (nint)sample * _height * _width * _shape.Channels, _height, _width, first, rows, _outputWidth);
        var dy = _y + ((nint)sample * _outputHeight + first) * _outputWidth * _shape.Filters;
        Columns.Add(
            new ReadOnlySpan<float>(dy, rows * _outputWidth * _shape.Filters),
            new Span<float>(sums + (nint)_shape.Depth * _shape.Filters, _shape.Filters));
        var together = _shape.DilationWidth == 1 && _shape.Groups == 1;
        var runs = together ? _shape.KernelHeight : _shape.KernelHeight * _shape.KernelWidth;
        var height = _shape.Depth / runs;
        var tile = default(Tile);
        tile.ARow = 1;
        tile.ADepth = _shape.StrideWidth * _shape.Channels;
        tile.Depth = _outputWidth;
        tile.Segments = rows;
        tile.SegmentOffsets = window.Offsets(rows);
        for (var r = 0; r < rows; r++) tile.SegmentOffsets[r] = (nint)r * _shape.StrideHeight * window.RowLength;
        tile.BRow = tile.CRow = tile.InitRow = _shape.Filters;
        for (var g = 0; g < _shape.Groups; g++)
        {
            for (var j = 0; j < _shape.FiltersPerGroup; j += Tile.Columns)
            {
                var filter = g * _shape.FiltersPerGroup + j;
                tile.B = dy + filter;
                for (var run = 0; run < runs; run++)
                {
                    var (i, across) = together ? (run, 0) : (run / _shape.KernelWidth, run % _shape.KernelWidth);
                    tile.A = window.Data + (nint)i * _shape.DilationHeight * window.RowLength
                        + across * _shape.DilationWidth * _shape.Channels + g * _shape.ChannelsPerGroup;
                    tile.C = tile.Init = sums + (nint)run * height * _shape.Filters + filter;
                    _kernel.Fill(tile, height, Math.Min(Tile.Columns, _shape.FiltersPerGroup - j));
                }
            }
        }
    }
}
