using Undertone.Learning.Graphs;

namespace Undertone.Learning.Preprocessing;

/// <summary>Scalers in the operators of a graph.</summary>
internal static class ScalerGraph
{
    /// <summary>Adds a scaler, and returns the name of what is scaled.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Samples [batch, shape].</param>
    /// <param name="scaler">The scaler, with a column for each number of a sample, or of a step where the shape has several axes.</param>
    /// <param name="shape">The shape of a sample.</param>
    public static string Add(Graph graph, string x, IScaler scaler, IReadOnlyList<int> shape)
    {
        if (scaler is NoScaler) return x;
        graph.Scope = "scaler";
        int[] columns = shape.Count == 1 ? [shape[0]] : [.. shape.Skip(1)];
        var less = graph.Add("Sub", [x, graph.Constant("offset", scaler.Offset, columns)]);
        return graph.Add("Div", [less, graph.Constant("scale", scaler.Scale, columns)]);
    }
}
