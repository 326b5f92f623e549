using System.Text.Json.Nodes;
using Undertone.Learning.Classical.Kernels;

namespace Undertone.Learning.Classical.Linear;

/// <summary>A line of weights and an offset for each class; those of classes that did not occur in training are 0 and not used.</summary>
internal sealed class LinearModel(int features, int classes, int[] present, double[] coefficients, double[] intercepts)
{
    public int Features => features;

    public int Classes => classes;

    /// <summary>The classes that occurred, ascending.</summary>
    public int[] Present => present;

    /// <summary>[classes, features].</summary>
    public double[] Coefficients => coefficients;

    /// <summary>[classes].</summary>
    public double[] Intercepts => intercepts;

    /// <summary>The decision of each class that occurred, at its own number.</summary>
    public void Decide(ReadOnlySpan<float> row, Span<double> decisions)
    {
        foreach (var c in present) decisions[c] = SmoKernels.Dot(coefficients.AsSpan(c * features, features), row) + intercepts[c];
    }

    public JsonObject Settings() => new() { ["features"] = features, ["classes"] = classes };

    public IEnumerable<StateTensor> Tensors() =>
    [
        StateTensor.From("present", present, present.Length),
        StateTensor.From("coefficients", coefficients, classes, features),
        StateTensor.From("intercepts", intercepts, classes),
    ];

    public static LinearModel Restore(StateReader state)
    {
        var (features, classes) = (state.Int("features", 1), state.Int("classes", 2, 4096));
        var present = state.Ints("present", 0, classes - 1, state.Length("present"));
        if (present.Length == 0) throw state.Damaged("it knows no class");
        return new LinearModel(features, classes, present, state.Doubles("coefficients", classes, features), state.Doubles("intercepts", classes));
    }
}
