namespace Undertone.Recognition.Hearing;

/// <summary>What is known of a recording, beside what is said in it.</summary>
/// <param name="SpeechSeconds">How long somebody speaks in it, in seconds.</param>
/// <param name="LevelDb">
/// The active speech level (ITU-T P.56) in dB, 0 for a square wave of full scale; null for digital silence.
/// </param>
/// <param name="ClippedShare">The share of samples, 0 to 1, that lie in runs of three or more at full scale.</param>
/// <param name="SnrDb">
/// The signal-to-noise ratio in dB, from the blocks of 32 ms with and without speech, at most 96; null where there is too little of either.
/// </param>
/// <param name="BandwidthHz">How high the recording reaches in Hz, at most half its rate: about 4000 for a telephone.</param>
public sealed record RecordingQuality(
    double SpeechSeconds, double? LevelDb, double ClippedShare, double? SnrDb, double BandwidthHz)
{
    /// <summary>What is known to make answers worse, in the order of the enumeration; empty for a good recording.</summary>
    public IReadOnlyList<QualityFlag> Flags { get; init; } = [];
}
