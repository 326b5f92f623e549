namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>A stretch of an utterance with one articulation.</summary>
/// <param name="DurationSeconds">The duration at an average rate.</param>
/// <param name="F1Hz">First formant of an average man.</param>
/// <param name="F2Hz">Second formant.</param>
/// <param name="F3Hz">Third formant.</param>
/// <param name="Voicing">The voice's amplitude, 1 in a vowel.</param>
/// <param name="Friction">The amplitude of noise made in the mouth.</param>
/// <param name="FrictionHz">The centre of that noise.</param>
/// <param name="IsStressed">Whether it belongs to a stressed syllable.</param>
internal readonly record struct Segment(
    double DurationSeconds, double F1Hz, double F2Hz, double F3Hz, double Voicing, double Friction = 0, double FrictionHz = 3000,
    bool IsStressed = false);
