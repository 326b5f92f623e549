using Undertone.Learning.Graphs;

namespace Undertone.Learning.Classical.Svm;

/// <summary>A support vector machine in the operators of a graph.</summary>
internal static class SvmGraph
{
    /// <summary>The probabilities of three classes and more, by the operator for them, which couples pairs as LIBSVM does.</summary>
    public static string Pairs(Graph graph, string x, SvmModel model) => graph.Add(
        "SVMClassifier", Graph.Classical, 2, [x],
        ("classlabels_ints", Enumerable.Range(0, model.Present.Length).Select(c => (long)c).ToArray()),
        ("coefficients", Singles(model.Weights)),
        ("kernel_params", new[] { (float)model.Kernel.Gamma, (float)model.Kernel.Coef0, model.Kernel.Degree }),
        ("kernel_type", TypeOf(model.Kernel.Kind)),
        ("post_transform", "NONE"),
        ("prob_a", Singles(model.Sigmoids.Where((_, i) => i % 2 == 0))),
        ("prob_b", Singles(model.Sigmoids.Where((_, i) => i % 2 == 1))),
        // The offset is added there, and taken off in LIBSVM.
        ("rho", Singles(model.Rho.Select(r => -r))),
        ("support_vectors", model.Vectors),
        ("vectors_per_class", model.Present.Select((_, c) => (long)(model.Starts[c + 1] - model.Starts[c])).ToArray()))[1];

    /// <summary>The probabilities of two classes, which need no coupling.</summary>
    public static string Pair(Graph graph, string x, SvmModel model)
    {
        var decision = graph.Add(
            "SVMRegressor", Graph.Classical, 1, [x],
            ("coefficients", Singles(model.Weights)),
            ("kernel_params", new[] { (float)model.Kernel.Gamma, (float)model.Kernel.Coef0, model.Kernel.Degree }),
            ("kernel_type", TypeOf(model.Kernel.Kind)),
            ("n_supports", (long)model.Support),
            ("post_transform", "NONE"),
            ("rho", Singles(model.Rho.Select(r => -r))),
            ("support_vectors", model.Vectors))[0];
        var sum = graph.Add(
            "Add", [graph.Add("Mul", [decision, graph.Scalar(-model.Sigmoids[0])]), graph.Scalar(-model.Sigmoids[1])]);
        var chance = graph.Add("Sigmoid", [sum]);
        var first = graph.Add(
            "Clip", [chance, graph.Scalar(SvmClassifier.LeastProbability), graph.Scalar(1 - SvmClassifier.LeastProbability)]);
        return graph.Add("Concat", [first, graph.Add("Sub", [graph.Scalar(1), first])], ("axis", -1L));
    }

    private static string TypeOf(SvmKernel kernel) => kernel switch
    {
        SvmKernel.Linear => "LINEAR",
        SvmKernel.Polynomial => "POLY",
        SvmKernel.Sigmoid => "SIGMOID",
        _ => "RBF",
    };

    private static float[] Singles(IEnumerable<double> values) => [.. values.Select(v => (float)v)];
}
