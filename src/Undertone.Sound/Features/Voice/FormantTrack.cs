using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Voice;

/// <summary>The first three formants of a clip over time.</summary>
/// <param name="FrequencyHz">F1, F2 and F3 of each frame in Hz, NaN where there is none, [frames, 3].</param>
/// <param name="BandwidthHz">Their bandwidths in Hz, NaN where there is none, [frames, 3].</param>
public sealed record FormantTrack(FeatureMatrix FrequencyHz, FeatureMatrix BandwidthHz);
