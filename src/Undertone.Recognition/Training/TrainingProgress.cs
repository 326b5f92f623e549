namespace Undertone.Recognition.Training;

/// <summary>How far a training run has come.</summary>
/// <param name="Stage">What is being done, such as <c>features</c> or <c>fold 2/5</c>.</param>
/// <param name="Done">Parts of the stage that are done: files, or epochs.</param>
/// <param name="Total">All parts of the stage.</param>
public readonly record struct TrainingProgress(string Stage, long Done, long Total)
{
    /// <summary>The mean training loss of a network's epoch that has just ended; null of other work.</summary>
    public double? Loss { get; init; }

    /// <summary>The unweighted average recall of that epoch on held-out speakers, 0 to 1; null where none are held out.</summary>
    public double? ValidationUar { get; init; }

    /// <summary>The learning rate of that epoch's last step; null of other work.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How much of all folds and the refit of a run is done, 0 to 1; null of other work.</summary>
    public double? Overall { get; init; }
}
