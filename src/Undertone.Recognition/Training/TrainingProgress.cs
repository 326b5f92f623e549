namespace Undertone.Recognition.Training;

/// <summary>How far a training run has come.</summary>
/// <param name="Stage">What is being done, such as <c>features</c> or <c>fold 2/5</c>.</param>
/// <param name="Done">Parts of the stage that are done: files, or epochs.</param>
/// <param name="Total">All parts of the stage.</param>
public readonly record struct TrainingProgress(string Stage, long Done, long Total);
