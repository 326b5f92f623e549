using System.Text.Json.Nodes;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Linear;

/// <summary>A line of weights and an offset for each class; those of classes that did not occur in training are 0 and not used.</summary>
internal sealed class LinearModel(int features, int classes, int[] present, double[] coefficients, double[] intercepts)
{
    // The lines of the classes that occurred, one behind the other, filled up to what the kernels take.
    private readonly double[] _lines = Gather(coefficients, present, features);
    private readonly double[] _offsets = Gather(intercepts, present, 1);

    public int Features => features;

    public int Classes => classes;

    /// <summary>The classes that occurred, ascending.</summary>
    public int[] Present => present;

    /// <summary>[classes, features].</summary>
    public double[] Coefficients => coefficients;

    /// <summary>[classes].</summary>
    public double[] Intercepts => intercepts;

    /// <summary>How many numbers <see cref="Decide"/> writes.</summary>
    public int Decisions => _offsets.Length * LinearKernels.Strip;

    /// <summary>The decisions of a strip of rows.</summary>
    /// <param name="rows">Up to 16 rows.</param>
    /// <param name="decisions">
    /// [lines, 16]: line k is that of the k-th class that occurred; what stands behind these lines, and in the places of missing rows,
    /// means nothing.
    /// </param>
    public void Decide(ReadOnlySpan<float> rows, Span<double> decisions) =>
        LinearKernels.Scores(_lines, _offsets, rows, features, decisions);

    /// <summary>Adds the decisions of the classes that occurred to a graph: [batch, present].</summary>
    public string AddTo(Graph graph, string x)
    {
        var kernel = new double[features * present.Length];
        for (var k = 0; k < present.Length; k++)
        {
            for (var f = 0; f < features; f++) kernel[(f * present.Length) + k] = coefficients[(present[k] * features) + f];
        }

        var product = graph.Add("MatMul", [x, graph.Constant("coefficients", kernel, features, present.Length)]);
        return graph.Add("Add", [product, graph.Constant("intercepts", present.Select(c => intercepts[c]), present.Length)]);
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
        return new LinearModel(
            features, classes, present, state.Doubles("coefficients", classes, features), state.Doubles("intercepts", classes));
    }

    private static double[] Gather(double[] from, int[] present, int size)
    {
        var lines = new double[LinearKernels.Filled(present.Length) * size];
        for (var k = 0; k < present.Length; k++) from.AsSpan(present[k] * size, size).CopyTo(lines.AsSpan(k * size));
        return lines;
    }
}
