namespace Undertone.Recognition.Experiments.Inspection;

/// <summary>Columns of what a model sees that are exchanged together, in every row: a vector is one row, of frames each is.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Columns">Their places in a row.</param>
/// <param name="Stride">The columns of a row.</param>
internal sealed record ImportanceGroup(string Name, int[] Columns, int Stride)
{
    /// <summary>Where the first row begins: for the second of two fused recipes behind what the first sees. Default 0.</summary>
    public int Start { get; init; }

    /// <summary>How many rows there are; null, the default, for all that an input holds from <see cref="Start"/> on.</summary>
    public int? Rows { get; init; }

    /// <summary>Whether it is all that an encoder tells of a clip.</summary>
    public bool IsEncoder { get; init; }

    /// <summary>
    /// An input with the columns of another one. Where they differ in length, a row is taken from the same share of the other's length.
    /// </summary>
    public float[] Exchange(float[] input, float[] other)
    {
        var mixed = (float[])input.Clone();
        var (rows, others) = (RowsOf(input), RowsOf(other));
        for (var t = 0; t < rows; t++)
        {
            var (to, from) = (Start + (t * Stride), Start + ((int)((long)t * others / rows) * Stride));
            foreach (var c in Columns) mixed[to + c] = other[from + c];
        }

        return mixed;
    }

    private int RowsOf(float[] input) => Rows ?? ((input.Length - Start) / Stride);
}
