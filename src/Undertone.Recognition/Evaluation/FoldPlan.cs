namespace Undertone.Recognition.Evaluation;

/// <summary>Which utterances a model is trained on, which early stopping watches, and which test it.</summary>
/// <param name="Number">The fold's number, from 1.</param>
/// <param name="Train">Places of the utterances to learn from.</param>
/// <param name="Validation">
/// Places of the utterances that early stopping watches, of speakers that are in no other part; may be empty.
/// </param>
/// <param name="Test">Places of the utterances to test on.</param>
public sealed record FoldPlan(int Number, int[] Train, int[] Validation, int[] Test);
