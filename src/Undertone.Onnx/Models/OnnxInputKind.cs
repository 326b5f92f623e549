namespace Undertone.Onnx.Models;

/// <summary>What a graph is given, in the words of <c>--input</c>.</summary>
internal static class OnnxInputKind
{
    /// <summary>Samples from -1 to 1.</summary>
    public const string Waveform = "waveform";

    /// <summary>Samples of mean 0 and variance 1 over the clip, as Hugging Face's Wav2Vec2FeatureExtractor gives them.</summary>
    public const string Normalised = "waveform-normalised";

    /// <summary>The log-mel picture of Whisper (Radford and others 2022), of 30 s.</summary>
    public const string Whisper = "log-mel:whisper";

    /// <summary>What begins the name of another graph beside the first: it computes log-mel frames of samples, as openWakeWord's.</summary>
    public const string Mel = "log-mel:";

    /// <summary>Whether a word is one of them.</summary>
    public static bool IsKnown(string word) => word is Waveform or Normalised or Whisper || (word.StartsWith(Mel, StringComparison.Ordinal)
        && word.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) && word.AsSpan(Mel.Length).IndexOfAny('/', '\\', ':') < 0);
}
