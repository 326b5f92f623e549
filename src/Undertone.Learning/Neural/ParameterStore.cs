using Undertone.Kernels;

namespace Undertone.Learning.Neural;

/// <summary>The values and gradients of all parameters of one kind in one line of memory each, so that an optimiser is one loop.</summary>
internal sealed class ParameterStore
{
    private const int Alignment = 16;

    /// <summary>Lays out the parameters in order, each on a vector's boundary.</summary>
    public ParameterStore(IReadOnlyList<Parameter> parameters, bool gradients)
    {
        Parameters = parameters;
        var length = 0;
        foreach (var parameter in parameters)
        {
            parameter.Bind(this, length);
            length = checked((length + parameter.Length + Alignment - 1) / Alignment * Alignment);
        }

        Values = new AlignedBuffer<float>(length);
        Gradients = new AlignedBuffer<float>(gradients ? length : 0);
    }

    /// <summary>The parameters in order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>All values; gaps between parameters are zero.</summary>
    public AlignedBuffer<float> Values { get; }

    /// <summary>All gradients; gaps are zero.</summary>
    public AlignedBuffer<float> Gradients { get; }
}
