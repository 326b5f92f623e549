using System.Runtime.CompilerServices;

namespace Undertone.Recognition.Inference.Voices;

/// <summary>A voice made ready for answers.</summary>
/// <param name="Voice">What is known.</param>
/// <param name="Center">What is taken off embeddings.</param>
internal sealed record KnownVoice(Voice Voice, double[] Center)
{
    // The answers of all recordings tell of one voice by one object, so that who warns of it does so once.
    private static readonly ConditionalWeakTable<Voice, UsedVoice> Told = [];

    /// <summary>What answers tell of it.</summary>
    public UsedVoice Used { get; } = Told.GetValue(Voice, v => new UsedVoice(v.Name, v.Clips) { Warnings = v.Warnings });
}
