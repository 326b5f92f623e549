namespace Undertone.Recognition.Inference.Voices;

/// <summary>A voice made ready for answers.</summary>
/// <param name="Voice">What is known.</param>
/// <param name="Center">What is taken off embeddings.</param>
internal sealed record KnownVoice(Voice Voice, double[] Center)
{
    /// <summary>What answers tell of it.</summary>
    public UsedVoice Used { get; } = new(Voice.Name, Voice.Clips) { Warnings = Voice.Warnings };
}
