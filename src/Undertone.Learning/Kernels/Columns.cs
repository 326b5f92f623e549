using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>
/// Work on the columns of row-major blocks [rows, columns], row after row, so that results depend on nothing but the block.
/// </summary>
internal static unsafe class Columns
{
    private const int Width = VectorLoop.Width;

    /// <summary>sums[j] += the sum of column j.</summary>
    public static void Add(ReadOnlySpan<float> block, Span<float> sums)
    {
        fixed (float* x = block) Add(new MatrixView(x, block.Length / sums.Length, sums.Length, sums.Length, 1), sums);
    }

    /// <summary>sums[j] += the sum of column j of a matrix.</summary>
    public static void Add(in MatrixView block, Span<float> sums)
    {
        var (rows, columns, stride) = (block.Rows, block.Columns, block.RowStride);
        var x = block.Data;
        fixed (float* to = sums)
        {
            var j = 0;
            for (; j <= columns - Width; j += Width)
            {
                // Four sums at a time hide the latency of an addition.
                var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
                var from = x + j;
                var r = 0;
                for (; r <= rows - 4; r += 4, from += 4 * stride)
                {
                    s0 += Vector512.Load(from);
                    s1 += Vector512.Load(from + stride);
                    s2 += Vector512.Load(from + 2 * stride);
                    s3 += Vector512.Load(from + 3 * stride);
                }

                for (; r < rows; r++, from += stride) s0 += Vector512.Load(from);
                (Vector512.Load(to + j) + (s0 + s1 + (s2 + s3))).Store(to + j);
            }

            for (; j < columns; j++)
            {
                var sum = 0f;
                for (var r = 0; r < rows; r++) sum += x[r * stride + j];
                to[j] += sum;
            }
        }
    }
}
