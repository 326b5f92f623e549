namespace Undertone.Recognition.Evaluation;

/// <summary>The scores of one part of the tested utterances: a speaker, a sex, a corpus.</summary>
/// <param name="Group">The part, such as <c>ravdess/07</c> or <c>female</c>.</param>
/// <param name="Utterances">How many were tested.</param>
/// <param name="Accuracy">The share that was right.</param>
/// <param name="Uar">The mean recall over the classes that occur in the part.</param>
public sealed record GroupScore(string Group, int Utterances, double Accuracy, double Uar);
