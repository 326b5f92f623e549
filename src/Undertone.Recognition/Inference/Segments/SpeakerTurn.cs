namespace Undertone.Recognition.Inference.Segments;

/// <summary>A part of a recording in which one speaker is said to speak.</summary>
/// <param name="Speaker">The speaker's name.</param>
/// <param name="StartSeconds">Where it begins, in seconds.</param>
/// <param name="EndSeconds">Where it ends, in seconds, behind its begin.</param>
/// <param name="Channel">The channel in which the speaker is heard, counted from 1.</param>
public sealed record SpeakerTurn(string Speaker, double StartSeconds, double EndSeconds, int Channel = 1);
