namespace Undertone.Learning.Neural;

/// <summary>
/// How some layers of a network are trained. They are named by how their names in <see cref="Network.State"/> begin, in whole words:
/// <c>conv2d</c> is all of that type, <c>conv2d_1</c> the first alone. Where several fit a name, the longest counts.
/// </summary>
public sealed record LayerOptions
{
    /// <summary>How the names of the layers begin.</summary>
    public required string Prefix { get; init; }

    /// <summary>
    /// Factor on the learning rate; 1 by default. 0 freezes the layers: their weights stay, and batch normalisation normalises by its
    /// moving averages, which stay too.
    /// </summary>
    public double LearningRate { get; init; } = 1;

    /// <summary>Epochs at the beginning in which the layers are frozen; 0 by default.</summary>
    public int FrozenEpochs { get; init; }

    /// <summary>Whether a name begins so.</summary>
    /// <param name="name">The name of a layer, or of one of its arrays.</param>
    public bool Fits(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && (name.Length == Prefix.Length || name[Prefix.Length] is '.' or '_');
    }

    /// <summary>Throws <see cref="ArgumentException"/> where a value is out of range.</summary>
    public void Validate()
    {
        if (string.IsNullOrEmpty(Prefix)) throw new ArgumentException("The prefix of layers is empty.");
        if (!(LearningRate is >= 0 and <= 1000))
            throw new ArgumentException($"The factor on the learning rate of {Prefix} is {LearningRate}; it must lie from 0 to 1000.");
        if (FrozenEpochs < 0) throw new ArgumentException($"{Prefix} is frozen for {FrozenEpochs} epochs; it must be at least 0.");
    }
}
