namespace Undertone.Recognition.Encoders;

/// <summary>An encoder that there is not, or whose file is damaged, foreign or of a version that this program does not read.</summary>
public sealed class EncoderFormatException : IOException
{
    /// <summary>Says which encoder is refused and why.</summary>
    /// <param name="file">The encoder or its file, as the caller named it.</param>
    /// <param name="fault">What is wrong with it and what to do, as a sentence.</param>
    /// <param name="inner">What was thrown while reading, if anything.</param>
    public EncoderFormatException(string file, string fault, Exception? inner = null)
        : base($"{file}: {fault}", inner)
    {
        File = file;
        Fault = fault;
    }

    /// <summary>The encoder or its file, as the caller named it.</summary>
    public string File { get; }

    /// <summary>What is wrong with it.</summary>
    public string Fault { get; }
}
