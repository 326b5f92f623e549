namespace Undertone.Cli.Tools;

/// <summary><c>whisper-cli</c> of whisper.cpp: prints the words alone with <c>-nt</c> (no times) and <c>-np</c> (nothing else).</summary>
internal sealed record WhisperCli() : WordRecognizer(
    "whisper-cli", "build whisper.cpp, https://github.com/ggml-org/whisper.cpp, or brew install whisper-cpp; name its model as "
        + "whisper-cli=ggml-base.en.bin")
{
    public override string[] Arguments(string program, string wav, string? model) =>
        [.. model is null ? [] : (string[])["-m", model], "-nt", "-np", "-f", wav];
}
