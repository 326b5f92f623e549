using System.Text.Json.Nodes;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Neural;

/// <summary>
/// Layers whose weights no longer change: from a sample to what the last of them gives, without classes. It keeps its work memory, so it
/// serves one thread at a time. The result has the same bits as those layers inside a <see cref="Network"/>.
/// </summary>
public sealed class FrozenNetwork
{
    private readonly LayerStack _stack;
    private readonly SampleShape _samples;
    private readonly Tensor _input = new();
    private readonly Pass _pass = new() { Team = Team.Of(1) };

    private FrozenNetwork(LayerStack stack)
    {
        (_stack, InputShape, OutputShape, MinimumSteps) = (stack, stack.InputShape, stack.OutputShape, stack.FindMinimumSteps());
        _samples = new SampleShape(stack.InputShape, MinimumSteps);
    }

    /// <summary>Shape of a sample; -1 is a variable time.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>Shape of what comes out; -1 is a variable time.</summary>
    public IReadOnlyList<int> OutputShape { get; }

    /// <summary>Fewest time steps of a sample for every layer to have output; 1 where the length is fixed.</summary>
    public int MinimumSteps { get; }

    /// <summary>One row for each layer of the list.</summary>
    public IReadOnlyList<LayerSummary> Summary => _stack.Summary;

    /// <summary>One row for each layer of a list, with the names that their weights have.</summary>
    /// <param name="layers">The list of layers, as for <see cref="Network"/>, none of which has as many units as there are classes.</param>
    /// <param name="inputShape">Shape of a sample; -1 is a variable time.</param>
    /// <exception cref="NetworkSpecException">The layers cannot be used; the message names the place.</exception>
    public static IReadOnlyList<LayerSummary> Summarize(JsonArray layers, ReadOnlySpan<int> inputShape) =>
        LayerStack.Of(layers, inputShape).Summary;

    /// <summary>The names and shapes of the arrays that layers need, in order.</summary>
    /// <param name="layers">The list of layers, as for <see cref="Network"/>, none of which has as many units as there are classes.</param>
    /// <param name="inputShape">Shape of a sample; -1 is a variable time.</param>
    /// <exception cref="NetworkSpecException">The layers cannot be used; the message names the place.</exception>
    public static IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> Arrays(JsonArray layers, ReadOnlySpan<int> inputShape) =>
        [.. LayerStack.Of(layers, inputShape).Parameters.Select(p => (p.Name, (IReadOnlyList<int>)p.Parameter.Shape))];

    /// <summary>Fewest time steps of a sample for every layer of a list to have output; 1 where the length is fixed.</summary>
    /// <param name="layers">The list of layers, as for <see cref="Network"/>, none of which has as many units as there are classes.</param>
    /// <param name="inputShape">Shape of a sample; -1 is a variable time.</param>
    /// <exception cref="NetworkSpecException">The layers cannot be used; the message names the place.</exception>
    public static int MinimumStepsOf(JsonArray layers, ReadOnlySpan<int> inputShape) =>
        LayerStack.Of(layers, inputShape).FindMinimumSteps();

    /// <summary>Makes the layers with their weights.</summary>
    /// <param name="layers">The list of layers, as for <see cref="Network"/>, none of which has as many units as there are classes.</param>
    /// <param name="inputShape">Shape of a sample; -1 is a variable time.</param>
    /// <param name="tensors">The arrays that <see cref="Arrays"/> names, in order.</param>
    /// <exception cref="NetworkSpecException">The layers cannot be used; the message names the place.</exception>
    /// <exception cref="InvalidDataException">The tensors are not those of the layers, or hold a number that is not finite.</exception>
    public static FrozenNetwork Restore(JsonArray layers, ReadOnlySpan<int> inputShape, IReadOnlyList<StateTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var stack = LayerStack.Of(layers, inputShape);
        _ = new ParameterStore([.. stack.Parameters.Select(p => p.Parameter)], gradients: false);
        stack.Fill(tensors);
        return new FrozenNetwork(stack);
    }

    /// <summary>What the layers make of a sample, row-major in <see cref="OutputShape"/>.</summary>
    /// <param name="sample">Row-major; one of a variable length has a whole number of steps, at least <see cref="MinimumSteps"/>.</param>
    /// <exception cref="ArgumentException">The sample has the wrong size or is too short.</exception>
    public float[] Run(float[] sample) => Run(sample, [_stack.Summary.Count - 1])[0];

    /// <summary>What some of the layers make of a sample, each row-major in the shape that <see cref="Summary"/> has for it.</summary>
    /// <param name="sample">Row-major; one of a variable length has a whole number of steps, at least <see cref="MinimumSteps"/>.</param>
    /// <param name="rows">Rows of <see cref="Summary"/>, in ascending order.</param>
    /// <exception cref="ArgumentException">The sample has the wrong size or is too short.</exception>
    /// <exception cref="NetworkSpecException">A layer runs as one with the layer behind it.</exception>
    public float[][] Run(float[] sample, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(sample);
        _samples.Load([sample], [0], _input);
        var (x, done, outputs) = (_input, 0, new float[rows.Length][]);
        for (var i = 0; i < rows.Length; i++)
        {
            var end = _stack.EndOf(rows[i]) + 1;
            x = _stack.Chain.Forward(x, _pass, done, end);
            (outputs[i], done) = (x.Valid(0).ToArray(), end);
        }

        return outputs;
    }

    /// <summary>Adds layers to a graph, and returns the names of what some of them give.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Samples of one length, [batch, input shape].</param>
    /// <param name="rows">Rows of <see cref="Summary"/>, in ascending order.</param>
    /// <exception cref="NetworkSpecException">A layer runs as one with the layer behind it.</exception>
    internal string[] AddTo(Graph graph, string x, ReadOnlySpan<int> rows)
    {
        var (done, outputs) = (0, new string[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            var end = _stack.EndOf(rows[i]) + 1;
            (outputs[i], done) = (x = _stack.Chain.AddTo(graph, x, done, end), end);
        }

        return outputs;
    }
}
