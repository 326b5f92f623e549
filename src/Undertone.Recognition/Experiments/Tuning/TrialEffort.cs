namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>What a trial may use.</summary>
/// <param name="Utterances">On how many utterances it is trained, at most.</param>
/// <param name="Folds">By how many of the inner folds it is scored, from the first.</param>
internal readonly record struct TrialEffort(int Utterances, int Folds);
