namespace Undertone.Learning.Neural;

/// <summary>What a network answers: the probabilities of some classes, numbers on some dimensions, or both.</summary>
/// <param name="Classes">The number of classes: at least 2, or 0 where the network answers with numbers alone.</param>
/// <param name="Dimensions">The number of dimensions, each with one linear output beside those of the classes; 0 by default.</param>
public readonly record struct NetworkOutputs(int Classes, int Dimensions = 0)
{
    /// <summary>The width of the last layer.</summary>
    public int Count => Classes + Dimensions;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Dimensions);
        if (Dimensions == 0 || Classes != 0) ArgumentOutOfRangeException.ThrowIfLessThan(Classes, 2);
    }
}
