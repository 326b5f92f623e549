using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Inference.Explanations;

/// <summary>An answer with what can be seen of its recording.</summary>
/// <param name="Model">What answered.</param>
/// <param name="Prediction">The answer, with its segments.</param>
/// <param name="Waveform">The outline of the whole recording.</param>
/// <param name="Spectrogram">A mel spectrogram of the first 30 s.</param>
/// <param name="Speech">Where somebody speaks in the whole recording.</param>
/// <param name="Pitch">The fundamental frequency in Hz over the first 30 s; null where nothing is voiced.</param>
/// <param name="Energy">The level in dB of full scale over the first 30 s, at least -100.</param>
/// <param name="Occlusion">What spoke for the answer in up to 15 s; null where that was not asked for, or nobody speaks.</param>
public sealed record Explanation(
    ModelManifest Model, FilePrediction Prediction, Waveform Waveform, SpectrogramView Spectrogram, IReadOnlyList<SpeechSpan> Speech,
    Contour Pitch, Contour Energy, OcclusionMap? Occlusion);
