using Undertone.Learning.Classical;
using Undertone.Learning.Graphs;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Inference;

namespace Undertone.Recognition.Export;

/// <summary>From what a model sees to its scores: the operators of model, opinion pool and temperature.</summary>
internal static class ScoreGraph
{
    /// <summary>Adds a model, and returns its probabilities [batch, classes].</summary>
    /// <exception cref="NotSupportedException">The model is of a kind that has no graph.</exception>
    public static string Probabilities(Graph graph, string x, IModel model)
    {
        graph.Scope = "model";
        if (model is NetworkModel network)
        {
            var logits = network.Network.AddTo(graph, x);
            graph.Scope = "model";
            return graph.Add("Softmax", [logits], ("axis", -1L));
        }

        var classifier = ((ClassicalModel)model).Classifier;
        return classifier is IGraphClassifier exportable
            ? exportable.AddTo(graph, x)
            : throw new NotSupportedException(
                $"a model of the kind {classifier.Kind} has no graph in ONNX. Train one of another kind.");
    }

    /// <summary>Adds the mean of two models' probabilities, as <see cref="OpinionPool"/> has it.</summary>
    public static string Mixed(Graph graph, string first, string second, double weight)
    {
        graph.Scope = "pool";
        return graph.Add(
            "Add",
            [graph.Add("Mul", [first, graph.Scalar(1 - weight)]), graph.Add("Mul", [second, graph.Scalar(weight)])]);
    }

    /// <summary>Adds a temperature, as <see cref="TemperatureScaling"/> applies it.</summary>
    public static string Tempered(Graph graph, string probabilities, double temperature)
    {
        if (temperature == 1) return probabilities;
        graph.Scope = "temperature";
        var logarithms = graph.Add("Log", [graph.Add("Max", [probabilities, graph.Scalar(TemperatureScaling.Least)])]);
        return graph.Add("Softmax", [graph.Add("Div", [logarithms, graph.Scalar(temperature)])], ("axis", -1L));
    }
}
