namespace Undertone.Learning.State;

/// <summary>A file of tensors that is damaged, foreign or not of the format that was asked for.</summary>
public sealed class TensorFormatException : FormatException
{
    /// <summary>Says which file is refused and why.</summary>
    /// <param name="file">The file, as the caller named it.</param>
    /// <param name="fault">What is wrong with it, as a sentence.</param>
    /// <param name="inner">What was thrown while reading, if anything.</param>
    public TensorFormatException(string file, string fault, Exception? inner = null)
        : base($"{file}: {fault}", inner)
    {
        File = file;
        Fault = fault;
    }

    /// <summary>The file, as the caller named it.</summary>
    public string File { get; }

    /// <summary>What is wrong with it.</summary>
    public string Fault { get; }
}
