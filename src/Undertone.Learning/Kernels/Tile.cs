namespace Undertone.Learning.Kernels;

/// <summary>
/// One tile of a product C = Init + A B: some rows by 32 columns. A's depth comes in segments of <see cref="Depth"/> elements, each
/// starting at its own offset (a convolution reads one segment for each row of its window); B's rows follow each other through all
/// segments.
/// </summary>
internal unsafe struct Tile
{
    /// <summary>Columns of every tile.</summary>
    public const int Columns = 32;

    /// <summary>Rows of the largest tile.</summary>
    public const int MaxRows = 12;

    public float* A;
    public nint ARow;
    public nint ADepth;
    public int Depth;
    public int Segments;
    public nint* SegmentOffsets;
    public float* B;
    public nint BRow;
    public float* Init;
    public nint InitRow;
    public float* C;
    public nint CRow;
}
