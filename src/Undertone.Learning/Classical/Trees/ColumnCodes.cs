namespace Undertone.Learning.Classical.Trees;

/// <summary>
/// The training table by columns, each number replaced by its rank among the distinct numbers of its column. Made once and shared by all
/// trees of a forest: a node then sorts small whole numbers instead of comparing floating-point ones.
/// </summary>
internal sealed class ColumnCodes
{
    private ColumnCodes(int[][] codes, float[][] values) => (Codes, Values) = (codes, values);

    /// <summary>The rank of each row, for each column.</summary>
    public int[][] Codes { get; }

    /// <summary>The distinct numbers of each column, ascending.</summary>
    public float[][] Values { get; }

    public int Columns => Codes.Length;

    public static ColumnCodes Create(FeatureRows data, FitContext context)
    {
        var codes = new int[data.Columns][];
        var values = new float[data.Columns][];
        Parallel.For(
            0,
            data.Columns,
            context.Parallel,
            () => (Sorter: new RadixSorter(data.Count), Keys: new ulong[data.Count], Distinct: new float[data.Count]),
            (c, _, work) =>
            {
                for (var i = 0; i < data.Count; i++) work.Keys[i] = (ulong)Ordered(data.Rows[i * data.Columns + c]) << 32 | (uint)i;
                work.Sorter.Sort(ref work.Keys, data.Count, 32, uint.MaxValue);
                var column = new int[data.Count];
                var distinct = 0;
                for (var i = 0; i < data.Count; i++)
                {
                    var row = (int)(uint)work.Keys[i];
                    var value = data.Rows[row * data.Columns + c];
                    if (distinct == 0 || work.Distinct[distinct - 1] != value) work.Distinct[distinct++] = value;
                    column[row] = distinct - 1;
                }

                (codes[c], values[c]) = (column, work.Distinct[..distinct]);
                return work;
            },
            _ => { });
        return new ColumnCodes(codes, values);
    }

    /// <summary>Bits that order as the numbers do; -0 as 0.</summary>
    private static uint Ordered(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value == 0 ? 0f : value);
        return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
    }
}
