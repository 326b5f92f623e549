using Undertone.Learning.Kernels;


namespace Undertone.Learning.Classical.Svm;

/// <summary>A kernel with its numbers settled.</summary>
internal sealed record KernelFunction(SvmKernel Kind, double Gamma, double Coef0, int Degree)
{
    /// <summary>results[i, j] = K(a[i], b[j]).</summary>
    public void Compute(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int columns, Span<float> results)
    {
        if (Kind == SvmKernel.Rbf) RowPairs.Compute<SquaredDistanceOperation>(a, b, columns, results);
        else RowPairs.Compute<DotOperation>(a, b, columns, results);
        var perRow = b.Length / columns;
        for (var at = 0; at < results.Length; at += perRow) KernelMaps.Apply(results.Slice(at, perRow), this);
    }
}
