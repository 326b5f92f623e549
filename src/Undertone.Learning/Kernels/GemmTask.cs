namespace Undertone.Learning.Kernels;

/// <summary>One matrix product as the threads see it: what is multiplied, what C begins with, and the blocks that C is cut into.</summary>
internal readonly unsafe struct GemmTask
{
    /// <summary>The left-hand matrix [m, k].</summary>
    public required MatrixView A { get; init; }

    /// <summary>The right-hand matrix [k, n]; not used where <see cref="Panels"/> hold it.</summary>
    public required MatrixView B { get; init; }

    /// <summary>The right-hand matrix packed, or null.</summary>
    public required PackedMatrix? Panels { get; init; }

    /// <summary>The product [m, n].</summary>
    public required MatrixView C { get; init; }

    /// <summary>What each row begins with [n]; null for zeros.</summary>
    public required float* Bias { get; init; }

    /// <summary>True where C keeps what it holds and adds to it.</summary>
    public required bool Accumulate { get; init; }

    /// <summary>Depth after which sums are put down in C.</summary>
    public required int Step { get; init; }

    /// <summary>Rows of a block of C.</summary>
    public required int RowsPerBlock { get; init; }

    /// <summary>Columns of a block of C.</summary>
    public required int ColumnsPerBlock { get; init; }

    /// <summary>Blocks one below the other.</summary>
    public int RowBlocks => (C.Rows + RowsPerBlock - 1) / RowsPerBlock;

    /// <summary>Blocks of C altogether.</summary>
    public int Blocks => RowBlocks * ((C.Columns + ColumnsPerBlock - 1) / ColumnsPerBlock);
}
