using Undertone.Kernels;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural;

/// <summary>
/// A batch of samples of one shape, row-major: [batch, steps, inner]. A sample's first axis is its time where it has two axes or more;
/// a sample may be shorter than the batch, and its elements behind its length are then zero.
/// </summary>
internal sealed class Tensor(AlignedBuffer<float>? buffer = null)
{
    private int[] _lengths = [];
    private AlignedBuffer<float> _buffer = buffer ?? new AlignedBuffer<float>();

    /// <summary>The numbers.</summary>
    public AlignedBuffer<float> Buffer => _buffer;

    /// <summary>Number of samples.</summary>
    public int Batch { get; private set; }

    /// <summary>A sample's shape, its time resolved to <see cref="Steps"/>.</summary>
    public int[] Shape { get; private set; } = [];

    /// <summary>Length of the first axis; 1 for a vector.</summary>
    public int Steps { get; private set; }

    /// <summary>Numbers in a step.</summary>
    public int Inner { get; private set; }

    /// <summary>Numbers in a sample.</summary>
    public int SampleSize => Steps * Inner;

    /// <summary>All numbers.</summary>
    public Span<float> Span => _buffer.Span[..(Batch * SampleSize)];

    /// <summary>True where at least one sample is shorter than the batch.</summary>
    public bool Masked { get; private set; }

    /// <summary>Steps of a sample that count.</summary>
    public int Length(int sample) => Masked ? _lengths[sample] : Steps;

    /// <summary>Sum of all samples' lengths.</summary>
    public int TotalLength
    {
        get
        {
            if (!Masked) return Batch * Steps;
            var total = 0;
            for (var i = 0; i < Batch; i++) total += _lengths[i];
            return total;
        }
    }

    /// <summary>One sample, the zeros behind its length included.</summary>
    public Span<float> Sample(int index) => _buffer.Span.Slice(index * SampleSize, SampleSize);

    /// <summary>The steps of one sample that count.</summary>
    public Span<float> Valid(int index) => _buffer.Span.Slice(index * SampleSize, Length(index) * Inner);

    /// <summary>All steps as a matrix [batch * steps, inner].</summary>
    public MatrixView Rows() => _buffer.Matrix(0, Batch * Steps, Inner);

    /// <summary>Gives the tensor a shape; memory grows but never shrinks. The numbers are undefined afterwards.</summary>
    public void Resize(int batch, ReadOnlySpan<int> shape, int steps)
    {
        Batch = batch;
        if (Shape.Length != shape.Length) Shape = new int[shape.Length];
        Inner = 1;
        for (var i = 0; i < shape.Length; i++)
        {
            Shape[i] = i == 0 && shape.Length > 1 ? steps : shape[i];
            if (i > 0 || shape.Length == 1) Inner = checked(Inner * shape[i]);
        }

        Steps = shape.Length > 1 ? steps : 1;
        _buffer.EnsureLength(checked(batch * Steps * Inner));
        Masked = false;
    }

    /// <summary>Same shape and lengths as another tensor.</summary>
    public void ResizeLike(Tensor other)
    {
        Resize(other.Batch, other.Shape, other.Steps);
        if (!other.Masked) return;
        for (var i = 0; i < Batch; i++) SetLength(i, other._lengths[i]);
    }

    /// <summary>Says how many steps of a sample count.</summary>
    public void SetLength(int sample, int length)
    {
        if (_lengths.Length < Batch) Array.Resize(ref _lengths, Batch);
        if (!Masked)
        {
            if (length == Steps) return;
            Masked = true;
            _lengths.AsSpan(0, Batch).Fill(Steps);
        }

        _lengths[sample] = length;
    }

    /// <summary>Uses the memory of another tensor from now on.</summary>
    public void Share(AlignedBuffer<float> buffer) => _buffer = buffer;

    /// <summary>Sets everything behind the samples' lengths to zero.</summary>
    public void ClearPadding()
    {
        if (!Masked) return;
        for (var i = 0; i < Batch; i++) Sample(i)[(_lengths[i] * Inner)..].Clear();
    }
}
