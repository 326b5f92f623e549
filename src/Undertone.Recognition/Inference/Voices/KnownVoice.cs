namespace Undertone.Recognition.Inference.Voices;

/// <summary>A voice made ready for answers.</summary>
/// <param name="Voice">What is known.</param>
/// <param name="Center">What is taken off embeddings.</param>
internal sealed record KnownVoice(Voice Voice, double[] Center);
