namespace Undertone.Benchmarks;

/// <summary>
/// The rows of `compare classical`: bell-shaped numbers around a mean for each class and column; the same as in bench/peers/classical.py.
/// </summary>
internal static class ClassicalTable
{
    public const int Columns = 400;

    public const int Classes = 8;

    public static (float[] Values, int[] Labels) Make(int rows, int first)
    {
        var (values, labels) = (new float[rows * Columns], new int[rows]);
        for (var r = 0; r < rows; r++)
        {
            labels[r] = r % Classes;
            for (var c = 0; c < Columns; c++)
            {
                var cell = 4 * ((ulong)first * Columns + (ulong)(r * Columns + c));
                var noise = Uniform(cell) + Uniform(cell + 1) + Uniform(cell + 2) + Uniform(cell + 3) - 2;
                var mean = Uniform((1UL << 40) + (ulong)(labels[r] * Columns + c)) - 0.5f;
                values[r * Columns + c] = noise * 1.7320508f + 0.3f * mean;
            }
        }

        return (values, labels);
    }

    /// <summary>SplitMix64 of a counter, as numbers in [0, 1).</summary>
    private static float Uniform(ulong index)
    {
        var z = (index + 1) * 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 40) / (float)(1 << 24);
    }
}
