using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Options;

/// <summary>Audio that the command line names: a file, or <c>-</c> for standard input.</summary>
internal static class AudioInput
{
    public const string StandardInput = "-";

    /// <summary>Reads it, at its own rate where none is given.</summary>
    public static AudioClip Read(Terminal terminal, string name, int? rateHz = null) =>
        name == StandardInput ? AudioClip.Load(terminal.OpenInput(), name, rateHz) : AudioClip.Load(name, rateHz);

    /// <summary>Opens it to be read by blocks at its own rate.</summary>
    public static AudioReader Open(Terminal terminal, string name) =>
        name == StandardInput ? AudioReader.Open(terminal.OpenInput(), name) : AudioReader.Open(name);

    /// <summary>Reads the one input of a command.</summary>
    /// <exception cref="BadInputException">It cannot be read; the message says why.</exception>
    public static AudioClip Load(Terminal terminal, string name, int? rateHz = null)
    {
        try
        {
            return Read(terminal, name, rateHz);
        }
        catch (Exception e) when (PredictionError.Of(name, e) is { Code: not PredictionError.Internal } error)
        {
            throw new BadInputException(error.Message, e);
        }
    }

    /// <summary>What it is called in titles.</summary>
    public static string Title(string name) => name == StandardInput ? "standard input" : Path.GetFileName(name);
}
