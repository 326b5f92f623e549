namespace Undertone.Learning.Kernels;

/// <summary>Work on one block of rows.</summary>
/// <param name="first">The number of the block's first row.</param>
/// <param name="rows">[rows, columns].</param>
/// <param name="results">[rows, results a row].</param>
internal delegate void RowBlockWork(int first, ReadOnlySpan<float> rows, Span<float> results);

/// <summary>Shares rows among threads in fixed blocks, so that the cut does not depend on the number of threads.</summary>
internal static unsafe class RowBlocks
{
    public static void Run(
        ReadOnlySpan<float> rows, int columns, Span<float> results, int resultsPerRow, int block, int threads, RowBlockWork work)
    {
        var count = rows.Length / columns;
        if (count <= block || threads == 1)
        {
            for (var first = 0; first < count; first += block)
            {
                var n = Math.Min(block, count - first);
                work(first, rows.Slice(first * columns, n * columns), results.Slice(first * resultsPerRow, n * resultsPerRow));
            }

            return;
        }

        fixed (float* pinnedRows = rows, pinnedResults = results)
        {
            var (r, o) = ((nint)pinnedRows, (nint)pinnedResults);
            Parallel.For(0, (count + block - 1) / block, new ParallelOptions { MaxDegreeOfParallelism = threads }, b =>
            {
                var first = b * block;
                var n = Math.Min(block, count - first);
                work(
                    first,
                    new ReadOnlySpan<float>((float*)r + (long)first * columns, n * columns),
                    new Span<float>((float*)o + (long)first * resultsPerRow, n * resultsPerRow));
            });
        }
    }
}
