using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference.Explanations;

/// <summary>How a recording is explained.</summary>
public sealed record ExplanationOptions
{
    /// <summary>The voice of the speaker, by this very model; null, the default, where it is not known.</summary>
    public Voice? Voice { get; init; }

    /// <summary>Window, hop and smoothing of the segments. Default: windows of 3 s every 1.5 s.</summary>
    public StreamingOptions Segmenting { get; init; } = StreamingOptions.Timeline;

    /// <summary>
    /// Whether there is an <see cref="Explanation.Occlusion"/>, for which the model is asked up to 97 times. Default true.
    /// </summary>
    public bool Occlusion { get; init; } = true;
}
