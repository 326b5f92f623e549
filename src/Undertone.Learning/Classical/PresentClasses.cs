using Undertone.Learning.Graphs;

namespace Undertone.Learning.Classical;

/// <summary>Numbers of the classes that occurred in training, put in the places of all classes.</summary>
internal static class PresentClasses
{
    /// <summary>[batch, present] as [batch, classes], 0 for classes that did not occur.</summary>
    public static string Spread(Graph graph, string x, int[] present, int classes)
    {
        if (present.Length == classes) return x;
        var places = new float[present.Length * classes];
        for (var k = 0; k < present.Length; k++) places[(k * classes) + present[k]] = 1;
        return graph.Add("MatMul", [x, graph.Constant("places", places, present.Length, classes)]);
    }
}
