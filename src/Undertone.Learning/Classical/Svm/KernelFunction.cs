using System.Text.Json.Nodes;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Svm;

/// <summary>A kernel with its numbers settled.</summary>
internal sealed record KernelFunction(SvmKernel Kind, double Gamma, double Coef0, int Degree)
{
    /// <summary>Writes the kernel into the settings of a model file.</summary>
    public void Save(JsonObject settings)
    {
        settings["kernel"] = SvmOptions.KernelName(Kind);
        (settings["gamma"], settings["coef0"], settings["degree"]) = (Gamma, Coef0, Degree);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static KernelFunction Restore(StateReader state) => new(
        SvmOptions.KernelOf(state.Text("kernel", "rbf", "linear", "poly", "sigmoid")),
        state.Number("gamma"), state.Number("coef0"), state.Int("degree", 1, 20));

    /// <summary>results[i, j] = K(a[i], b[j]).</summary>
    public void Compute(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int columns, Span<float> results)
    {
        if (Kind == SvmKernel.Rbf) RowPairs.Compute<SquaredDistanceOperation>(a, b, columns, results);
        else RowPairs.Compute<DotOperation>(a, b, columns, results);
        var perRow = b.Length / columns;
        for (var at = 0; at < results.Length; at += perRow) KernelMaps.Apply(results.Slice(at, perRow), this);
    }
}
