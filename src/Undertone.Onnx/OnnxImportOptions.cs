namespace Undertone.Onnx;

/// <summary>What is said of a model that is brought in, where its graph does not tell.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>
    /// What it is given: <c>waveform</c>, <c>waveform-normalised</c>, <c>log-mel:whisper</c>, or <c>log-mel:FILE.onnx</c> with a graph
    /// beside it that computes its frames; null, the default, tells it by the graph.
    /// </summary>
    public string? Input { get; init; }

    /// <summary>The output that recipes take which name none; null, the default, tells it by the graph.</summary>
    public string? Output { get; init; }

    /// <summary>
    /// The labels of its logits: a file with one a line, a <c>config.json</c> with <c>id2label</c>, or words with commas between them;
    /// null, the default, for those of a <c>config.json</c> beside it.
    /// </summary>
    public string? Labels { get; init; }

    /// <summary>The terms under which it may be used. Default none are known.</summary>
    public string License { get; init; } = "";

    /// <summary>Whether one of the same name may be replaced. Default false.</summary>
    public bool Replace { get; init; }
}
