using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Pitch;

/// <summary>The fundamental frequency of a clip over time.</summary>
/// <param name="FrequencyHz">The fundamental frequency of each frame in Hz, NaN where it is unvoiced, [frames].</param>
/// <param name="VoicedProbability">The probability of each frame being voiced, from 0 to 1, [frames].</param>
public sealed record PitchTrack(FeatureMatrix FrequencyHz, FeatureMatrix VoicedProbability);
