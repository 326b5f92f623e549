using System.Text.Json.Nodes;
using Undertone.Learning.Kernels;
using Undertone.Learning.State;

namespace Undertone.Learning.Neural;

/// <summary>
/// Layers whose weights no longer change: from a sample to what the last of them gives, without classes. It keeps its work memory, so it
/// serves one thread at a time. The result has the same bits as those layers inside a <see cref="Network"/>.
/// </summary>
public sealed class FrozenNetwork
{
    private readonly Chain _chain;
    private readonly SampleShape _samples;
    private readonly Tensor _input = new();
    private readonly Pass _pass = new() { Team = Team.Of(1) };

    private FrozenNetwork(LayerStack stack)
    {
        (_chain, InputShape, OutputShape, MinimumSteps) = (stack.Chain, stack.InputShape, stack.OutputShape, stack.FindMinimumSteps());
        _samples = new SampleShape(stack.InputShape, MinimumSteps);
    }

    /// <summary>Shape of a sample; -1 is a variable time.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>Shape of what comes out; -1 is a variable time.</summary>
    public IReadOnlyList<int> OutputShape { get; }

    /// <summary>Fewest time steps of a sample for every layer to have output; 1 where the length is fixed.</summary>
    public int MinimumSteps { get; }

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
    public float[] Run(float[] sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        _samples.Load([sample], [0], _input);
        return _chain.Forward(_input, _pass).Valid(0).ToArray();
    }
}
