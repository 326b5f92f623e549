namespace Undertone.Sound.Kernels;

/// <summary>Partial order without sorting.</summary>
internal static class Quickselect
{
    /// <summary>
    /// Moves the values so that those before <paramref name="n"/> are not above values[n] and those after not below, and returns values[n]
    /// (C. A. R. Hoare's FIND with the median of three as pivot).
    /// </summary>
    public static float Nth(Span<float> values, int n)
    {
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            float a = values[low], b = values[(low + high) / 2], c = values[high];
            var pivot = MathF.Max(MathF.Min(a, b), MathF.Min(MathF.Max(a, b), c));
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (n <= j) high = j;
            else if (n >= i) low = i;
            else break;
        }

        return values[n];
    }
}
