using Undertone.Learning.Kernels;

namespace Undertone.Learning.Classical;

/// <summary>The checks that every prediction makes first.</summary>
internal static class PredictionInput
{
    /// <summary>Answers the number of rows.</summary>
    public static int Check(ReadOnlySpan<float> rows, int features, int outputs, int outputsPerRow)
    {
        if (rows.Length % features != 0)
        {
            throw new ArgumentException(
                $"{rows.Length} numbers are not whole rows of the {features} features this classifier was fitted on.", nameof(rows));
        }
        var count = rows.Length / features;
        if (outputs != (long)count * outputsPerRow)
        {
            throw new ArgumentException(
                $"{count} rows need room for {(long)count * outputsPerRow} results, but there is room for {outputs}.", nameof(outputs));
        }
        CheckFinite(rows, features);
        return count;
    }

    public static void CheckFinite(ReadOnlySpan<float> rows, int columns)
    {
        var bad = Finite.IndexOfExcept(rows);
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"Row {bad / columns}, column {bad % columns} is {rows[bad]}; a classifier takes finite numbers only.", nameof(rows));
        }
    }
}
