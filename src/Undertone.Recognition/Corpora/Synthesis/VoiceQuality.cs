namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>How a voice sounds, apart from its pitch and loudness.</summary>
/// <param name="OpenQuotient">The part of each period in which the glottis is open: pressed at 0.4, lax at 0.8.</param>
/// <param name="Tilt">The pole of the low-pass that takes the voice's edge off, from 0 (bright) towards 1.</param>
/// <param name="Breath">The amplitude of breath beside a pulse of 1.</param>
/// <param name="Jitter">The standard deviation of the period, relative.</param>
/// <param name="Shimmer">The standard deviation of the pulse's amplitude, relative.</param>
internal readonly record struct VoiceQuality(double OpenQuotient, double Tilt, double Breath, double Jitter, double Shimmer);
