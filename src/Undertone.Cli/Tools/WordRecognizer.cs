namespace Undertone.Cli.Tools;

/// <summary>The command line of a program that recognises words in a WAV file of 16 kHz.</summary>
/// <param name="Tool">What the program is called on the command line of undertone.</param>
/// <param name="Install">How to get it.</param>
internal abstract record WordRecognizer(string Tool, string Install)
{
    /// <summary>Those that are known by their names.</summary>
    public static IReadOnlyList<WordRecognizer> Known { get; } = [new WhisperCli(), new VoskTranscriber(), new PocketSphinx()];

    /// <summary>The programs of this name, best first: <c>Tool</c>, unless releases have others.</summary>
    public virtual IReadOnlyList<string> Programs => [Tool];

    /// <summary>The arguments.</summary>
    /// <param name="program">One of <see cref="Programs"/>.</param>
    /// <param name="wav">The WAV file.</param>
    /// <param name="model">The model that was named; null for the program's own.</param>
    public abstract string[] Arguments(string program, string wav, string? model);

    /// <summary>The words in what the program printed.</summary>
    /// <param name="program">One of <see cref="Programs"/>.</param>
    /// <param name="output">Its standard output.</param>
    public virtual string Words(string program, string output) =>
        string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
