namespace Undertone.Cli.Tools;

/// <summary><c>vosk-transcriber</c> of Vosk: prints the words where no output file is named.</summary>
internal sealed record VoskTranscriber() : WordRecognizer("vosk-transcriber", "pip install vosk")
{
    public override string[] Arguments(string program, string wav, string? model) =>
        [.. model is null ? [] : (string[])["--model", model], "--log-level", "ERROR", "--input", wav];
}
