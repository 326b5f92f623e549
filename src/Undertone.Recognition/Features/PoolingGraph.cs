using Undertone.Learning.Graphs;

namespace Undertone.Recognition.Features;

/// <summary><see cref="Pooling"/> of frames that all count the same, in the operators of a graph.</summary>
internal static class PoolingGraph
{
    /// <summary>The statistics that have a graph.</summary>
    public static IReadOnlyList<string> Statistics { get; } = ["mean", "std", "var", "min", "max"];

    /// <summary>Adds statistics over time, and returns [batch, statistics * columns].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Frames [batch, time, columns].</param>
    /// <param name="statistics">Names among <see cref="Statistics"/>.</param>
    /// <exception cref="NotSupportedException">One of them has no graph.</exception>
    public static string Add(Graph graph, string x, IReadOnlyList<string> statistics)
    {
        graph.Scope = "pooling";
        return graph.Add("Concat", [.. statistics.Select(s => Statistic(graph, x, s))], ("axis", -1L));
    }

    private static string Statistic(Graph graph, string x, string name) => name switch
    {
        "mean" => graph.Reduce("ReduceMean", x, false, 1),
        "std" => graph.Add("Sqrt", [Variance(graph, x)]),
        "var" => Variance(graph, x),
        "min" => graph.Reduce("ReduceMin", x, false, 1),
        "max" => graph.Reduce("ReduceMax", x, false, 1),
        _ => throw new NotSupportedException($"its frames are pooled by '{name}', and a graph has {string.Join(", ", Statistics)}."),
    };

    private static string Variance(Graph graph, string x)
    {
        var difference = graph.Add("Sub", [x, graph.Reduce("ReduceMean", x, true, 1)]);
        return graph.Reduce("ReduceMean", graph.Add("Mul", [difference, difference]), false, 1);
    }
}
