using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural;

/// <summary>
/// A long short-term memory whose weights no longer change and whose state the caller keeps, so that a sequence may come in parts. One
/// instance serves any number of threads; a sequence has the same bits however it is cut. Gates lie in the order input, forget, cell,
/// output.
/// </summary>
public sealed unsafe class FrozenLstm
{
    private readonly FrozenDense _input;
    private readonly FrozenDense _recurrent;

    /// <summary>Takes the weights.</summary>
    /// <param name="inputWeights">Weights of the inputs [4 units, inputs], as PyTorch's weight_ih.</param>
    /// <param name="recurrentWeights">Weights of the outputs before [4 units, units], as PyTorch's weight_hh.</param>
    /// <param name="bias">Bias [4 units]: the sum of PyTorch's two.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other.</exception>
    public FrozenLstm(ReadOnlySpan<float> inputWeights, ReadOnlySpan<float> recurrentWeights, ReadOnlySpan<float> bias)
    {
        Units = bias.Length / 4;
        if (bias.Length % 4 != 0 || recurrentWeights.Length != (long)bias.Length * Units)
            throw new ArgumentException($"{recurrentWeights.Length} recurrent weights and a bias of {bias.Length} are no LSTM.");
        _input = new FrozenDense(inputWeights, bias);
        _recurrent = new FrozenDense(recurrentWeights, new float[bias.Length]);
    }

    /// <summary>Numbers in an input.</summary>
    public int Inputs => _input.Inputs;

    /// <summary>Numbers in an output.</summary>
    public int Units { get; }

    /// <summary>Runs the next steps of a sequence.</summary>
    /// <param name="x">Rows of <see cref="Inputs"/> numbers, a row a step.</param>
    /// <param name="xStride">From the start of one row to the next.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="state">The last output, then the cell [2, units]; zeros before the first step. Holds the new ones afterwards.</param>
    /// <param name="gates">Work memory for [steps, 4 units].</param>
    /// <param name="outputs">Where to: [steps, units].</param>
    /// <exception cref="ArgumentOutOfRangeException">A length does not fit.</exception>
    public void Run(ReadOnlySpan<float> x, int xStride, int steps, Span<float> state, Span<float> gates, Span<float> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, 2 * Units, nameof(state));
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, (long)steps * Units, nameof(outputs));
        var gateSize = 4 * Units;
        _input.Apply(x, xStride, gates, gateSize, steps);
        fixed (float* h = state)
        fixed (float* z = gates)
        {
            for (var t = 0; t < steps; t++)
            {
                var sums = z + ((nint)t * gateSize);
                _recurrent.Accumulate(h, sums);
                LstmCell.Forward(sums, h + Units, sums, h + Units, h, Units);
                state[..Units].CopyTo(outputs[(t * Units)..]);
            }
        }
    }
}
