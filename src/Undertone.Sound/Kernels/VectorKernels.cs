namespace Undertone.Sound.Kernels;

/// <summary>
/// The loops over a row of numbers. Lengths are multiples of <see cref="Multiple"/>: buffers are
/// padded with zeros up to there, so that no loop has a tail.
/// </summary>
internal abstract unsafe class VectorKernels
{
    /// <summary>The widest register in floats.</summary>
    public const int Multiple = 16;

    /// <summary>The kernels of the machine's widest register.</summary>
    public static VectorKernels Best { get; } = For(SimdWidths.Best);

    /// <summary>
    /// The kernels of a width. Two registers of 256 bits stand for one of 512: sums keep their order, and results their bits.
    /// </summary>
    public static VectorKernels For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 or SimdWidth.Vector256 => new VectorKernels<Lanes16>(),
        SimdWidth.Vector128 => new VectorKernels<Lanes4>(),
        _ => new VectorKernels<Lanes1>(),
    };

    public static int Padded(int length) => (length + Multiple - 1) & ~(Multiple - 1);

    /// <summary>roots[k] = sqrt(values[k]).</summary>
    public abstract void Sqrt(float* values, float* roots, int length);

    /// <summary>The sum of the squares of any number of values.</summary>
    public abstract float SumOfSquares(float* values, int length);

    /// <summary>db[k] = 10 log10(max(least, power[k])) - offset for any number of values; returns the
    /// largest result. The two may be the same memory.</summary>
    public abstract float Decibels(float* power, float* db, int length, float least, float offset);

    /// <summary>Raises any number of values to the floor.</summary>
    public abstract void Floor(float* values, int length, float floor);

    /// <summary>Whether none of any number of values is infinite or NaN.</summary>
    public abstract bool AreFinite(float* values, int length);

    /// <summary>The largest of any number of values, at least one.</summary>
    public abstract float Max(float* values, int length);

    /// <summary>The sum of a[k] * b[k].</summary>
    public abstract float Dot(float* a, float* b, int length);

    /// <summary>The squared magnitude of the sum of a[k] * b[k] over complex values in two parts.</summary>
    public abstract float ComplexDotPower(float* ar, float* ai, float* br, float* bi, int length);

    /// <summary>result[r] = the dot product of row r of the matrix (rows stand <paramref name="length"/> apart) and the vector.</summary>
    public abstract void MatrixVector(float* matrix, int rows, float* vector, int length, float* result);

    /// <summary>How often the sign changes from one of any number of values to the next,
    /// where values from -threshold up count as positive.</summary>
    public abstract int SignChanges(float* values, int length, float threshold);

    /// <summary>
    /// The places in [start, end) that exceed the floor and the place before, and are not below the place after; returns how many.
    /// One value before and <see cref="Multiple"/> values after the range must be readable.
    /// </summary>
    public abstract int LocalMaxima(float* values, int start, int end, float floor, Span<int> places);

    /// <summary>The sums of the <paramref name="count"/> smallest and largest of any number of values; count is at most
    /// <see cref="MostExtremes"/> and at most the length.</summary>
    public abstract (float Smallest, float Largest) Extremes(float* values, int length, int count);

    /// <summary>The largest count that <see cref="Extremes"/> takes.</summary>
    public const int MostExtremes = 32;
}
