namespace Undertone.Learning.Neural;

/// <summary>Which layers learn in an epoch, and how fast: tells the parameters of a network what its options say of their layers.</summary>
internal sealed class LayerCourse
{
    private readonly (Parameter Parameter, LayerOptions? Options)[] _parameters;

    /// <summary>Finds the options of each parameter; throws <see cref="ArgumentException"/> where a prefix fits no layer.</summary>
    public LayerCourse(Network network, IReadOnlyList<LayerOptions> options)
    {
        foreach (var own in options)
        {
            if (network.LayerNames.Any(own.Fits)) continue;
            var names = string.Join(", ", network.LayerNames);
            throw new ArgumentException($"No layer's name begins with '{own.Prefix}'; there are {names}.");
        }

        _parameters =
        [
            .. network.Chain.Layers.SelectMany(l => l.AllParameters()).Select(p => (
                p.Parameter, options.Where(o => o.Fits(p.Name)).MaxBy(o => o.Prefix.Length))),
        ];
    }

    /// <summary>Sets the rates of an epoch of so many batches.</summary>
    public void Apply(int epoch, int batches)
    {
        foreach (var (parameter, options) in _parameters)
        {
            var frozenEpochs = options?.FrozenEpochs ?? 0;
            parameter.Rate = epoch < frozenEpochs ? 0 : options?.LearningRate ?? 1;
            parameter.FirstStep = (long)frozenEpochs * batches;
        }
    }
}
