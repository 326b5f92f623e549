namespace Undertone.Recognition.Inference.Bundle;

/// <summary>A model file that is damaged, foreign or of a version that this program does not read.</summary>
public sealed class ModelFormatException : IOException
{
    /// <summary>Says which file is refused and why.</summary>
    /// <param name="file">The model file, as the caller named it.</param>
    /// <param name="fault">What is wrong with it and what to do, as a sentence.</param>
    /// <param name="inner">What was thrown while reading, if anything.</param>
    public ModelFormatException(string file, string fault, Exception? inner = null)
        : base($"{file}: {fault}", inner)
    {
        File = file;
        Fault = fault;
    }

    /// <summary>The model file, as the caller named it.</summary>
    public string File { get; }

    /// <summary>What is wrong with it.</summary>
    public string Fault { get; }
}
