using Undertone.Learning.Graphs;

namespace Undertone.Learning.Classical;

/// <summary>A classifier whose answers can be written in the operators of a graph.</summary>
internal interface IGraphClassifier
{
    /// <summary>Adds the classifier to a graph, and returns the name of the probabilities [batch, classes].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Rows [batch, features].</param>
    /// <exception cref="NotSupportedException">This one cannot be written; the message says why.</exception>
    string AddTo(Graph graph, string x);
}
