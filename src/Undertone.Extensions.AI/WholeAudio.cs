using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference;

namespace Undertone.Extensions.AI;

/// <summary>What is heard in a recording as a whole.</summary>
internal sealed record WholeAudio(EmotionPrediction Emotion, IReadOnlyList<SpeechSpan> Speech);
