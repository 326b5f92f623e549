namespace Undertone.Learning.Neural.Losses;

/// <summary>How numbers on dimensions, such as arousal, are learnt.</summary>
public sealed record DimensionLossOptions
{
    /// <summary>What is made small; the concordance by default, as in the emotion challenges since Trigeorgis and others 2016.</summary>
    public DimensionLossKind Kind { get; init; }

    /// <summary>The weight of the mean over the dimensions beside the loss of the classes, above 0; 1 by default.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Throws <see cref="ArgumentException"/> where a value is out of range.</summary>
    public void Validate()
    {
        if (!(Weight > 0 && double.IsFinite(Weight))) throw new ArgumentException($"Weight is {Weight}; it must be a number above 0.");
    }
}
