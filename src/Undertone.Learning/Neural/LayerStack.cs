using System.Text.Json.Nodes;
using Undertone.Learning.Kernels;
using Undertone.Learning.Neural.Layers;
using Undertone.Learning.Neural.Spec;
using Undertone.Learning.State;

namespace Undertone.Learning.Neural;

/// <summary>A list of layers, built for each other's shapes and joined; where the parameters lie is left to the owner.</summary>
internal sealed class LayerStack
{
    private const long ParameterLimit = 1 << 28;

    private LayerStack(Chain chain, int[] inputShape, int[] outputShape, IReadOnlyList<LayerSummary> summary)
    {
        (Chain, InputShape, OutputShape, Summary) = (chain, inputShape, outputShape, summary);
        Parameters = [.. chain.Layers.SelectMany(l => l.AllParameters())];
    }

    /// <summary>The layers, those that run as one fused.</summary>
    public Chain Chain { get; }

    /// <summary>Shape of a sample that goes in; -1 is a variable time.</summary>
    public int[] InputShape { get; }

    /// <summary>Shape of a sample that comes out.</summary>
    public int[] OutputShape { get; }

    /// <summary>One row for each object of the list.</summary>
    public IReadOnlyList<LayerSummary> Summary { get; }

    /// <summary>All parameters and kept numbers under their names, in order.</summary>
    public IReadOnlyList<(string Name, Parameter Parameter)> Parameters { get; }

    /// <summary>Builds layers.</summary>
    /// <param name="layers">The list.</param>
    /// <param name="inputShape">Shape of a sample without the batch; -1 is a variable time.</param>
    /// <param name="classes">How many units "classes" stands for; 0 where it may not stand.</param>
    /// <exception cref="NetworkSpecException">The layers cannot be used; the message names the place.</exception>
    public static LayerStack Of(JsonArray layers, ReadOnlySpan<int> inputShape, int classes = 0)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var valid = inputShape.Length is >= 1 and <= 3;
        for (var i = 0; i < inputShape.Length; i++) valid &= inputShape[i] > 0 || (inputShape[i] == -1 && i == 0 && inputShape.Length > 1);
        if (!valid)
        {
            throw new NetworkSpecException(
                "input", $"the shape {ShapeText.Of(inputShape)} is none of [features], [time, columns], [time, bands, channels]");
        }

        var summary = new List<LayerSummary>();
        var shape = inputShape.ToArray();
        var made = new LayerFactory(classes).Make(layers, "layers", ref shape, "", summary);
        var parameters = summary.Sum(l => l.ParameterCount);
        if (parameters > ParameterLimit)
        {
            throw new NetworkSpecException(
                "layers", $"the network would have {parameters:N0} parameters; at most {ParameterLimit:N0} are possible");
        }

        return new LayerStack(new Chain(FusedNorm.Fuse(made)), inputShape.ToArray(), shape, summary);
    }

    /// <summary>
    /// Fewest time steps that a sample of variable length must have for every layer to have output; 1 where the length is fixed.
    /// </summary>
    public int FindMinimumSteps()
    {
        const int Limit = 1 << 16;
        if (InputShape is [> 0, ..]) return 1;
        for (var steps = 1; steps <= Limit; steps++)
        {
            if (Chain.OutputSteps(steps) >= 1) return steps;
        }

        throw new NetworkSpecException("layers", $"no sample of up to {Limit} steps is long enough for these layers");
    }

    /// <summary>Fills the parameters, which lie somewhere by now, with the tensors of a file.</summary>
    /// <exception cref="InvalidDataException">The tensors are not those of the layers, or hold a number that is not finite.</exception>
    public void Fill(IReadOnlyList<StateTensor> tensors)
    {
        if (tensors.Count != Parameters.Count)
            throw new InvalidDataException($"the network has {Parameters.Count} arrays, the file {tensors.Count}.");
        foreach (var ((name, own), given) in Parameters.Zip(tensors)) Take(name, own, given);
    }

    private static void Take(string name, Parameter own, StateTensor given)
    {
        if (name != given.Name || !own.Shape.SequenceEqual(given.Shape))
        {
            throw new InvalidDataException(
                $"the network has {name} [{string.Join(", ", own.Shape)}] where the file has {given.Name} " +
                $"[{string.Join(", ", given.Shape)}].");
        }

        var values = given.ToSingles();
        if (values.Length != own.Length) throw new InvalidDataException($"{name} has {values.Length} numbers instead of {own.Length}.");
        var bad = Finite.IndexOfExcept(values);
        if (bad >= 0) throw new InvalidDataException($"{name}: element {bad} is {values[bad]}; weights must be finite.");
        values.CopyTo(own.Value);
    }
}
