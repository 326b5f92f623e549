using Undertone.Learning.Kernels;


namespace Undertone.Learning.Classical.Svm;

/// <summary>
/// Kernel values among the training rows: the whole matrix where memory allows (shared by all pairs of classes), otherwise computed a row
/// at a time.
/// </summary>
internal sealed class KernelTable
{
    private const int Block = 64;
    private readonly float[] _rows;
    private readonly int _columns;
    private readonly int _count;
    private readonly KernelFunction _kernel;
    private readonly float[][]? _matrix;

    public KernelTable(float[] rows, int columns, KernelFunction kernel, long cacheBytes, FitContext context)
    {
        (_rows, _columns, _count, _kernel) = (rows, columns, rows.Length / columns, kernel);
        Diagonal = new double[_count];
        if ((long)_count * _count * sizeof(float) <= cacheBytes) _matrix = Matrix(context);
        for (var i = 0; i < _count; i++) Diagonal[i] = _matrix is null ? One(i, i) : _matrix[i][i];
    }

    /// <summary>K(i, i).</summary>
    public double[] Diagonal { get; }

    /// <summary>values[t] = K(row, others[t]).</summary>
    public void Fill(int row, ReadOnlySpan<int> others, Span<float> values)
    {
        if (_matrix is null)
        {
            var own = _rows.AsSpan(row * _columns, _columns);
            for (var t = 0; t < others.Length; t++) RowPairs1(own, others[t], values.Slice(t, 1));
            KernelMaps.Apply(values, _kernel);
            return;
        }

        var all = _matrix[row];
        for (var t = 0; t < others.Length; t++) values[t] = all[others[t]];
    }

    private void RowPairs1(ReadOnlySpan<float> own, int other, Span<float> value)
    {
        var row = _rows.AsSpan(other * _columns, _columns);
        if (_kernel.Kind == SvmKernel.Rbf) RowPairs.Compute<SquaredDistanceOperation>(own, row, _columns, value);
        else RowPairs.Compute<DotOperation>(own, row, _columns, value);
    }

    private float One(int a, int b)
    {
        Span<float> value = stackalloc float[1];
        _kernel.Compute(_rows.AsSpan(a * _columns, _columns), _rows.AsSpan(b * _columns, _columns), _columns, value);
        return value[0];
    }

    private float[][] Matrix(FitContext context)
    {
        var matrix = new float[_count][];
        for (var i = 0; i < _count; i++) matrix[i] = new float[_count];
        // The lower triangle by blocks of rows, longest first, then its mirror image.
        var blocks = (_count + Block - 1) / Block;
        Parallel.For(0, blocks, context.Parallel, reversed =>
        {
            var first = (blocks - 1 - reversed) * Block;
            var rows = Math.Min(Block, _count - first);
            var width = first + rows;
            var values = new float[rows * width];
            _kernel.Compute(_rows.AsSpan(first * _columns, rows * _columns), _rows.AsSpan(0, width * _columns), _columns, values);
            for (var r = 0; r < rows; r++) values.AsSpan(r * width, first + r + 1).CopyTo(matrix[first + r]);
        });
        Parallel.For(0, blocks, context.Parallel, b =>
        {
            var (first, last) = (b * Block, Math.Min((b + 1) * Block, _count));
            for (var j = first; j < _count; j++)
            {
                for (var i = first; i < Math.Min(last, j); i++) matrix[i][j] = matrix[j][i];
            }
        });
        return matrix;
    }
}
