namespace Undertone.Learning.Neural;

/// <summary>What a call of <see cref="Trainer.Fit"/> did.</summary>
/// <param name="Epochs">Figures of all finished epochs, those before a resumed checkpoint included.</param>
/// <param name="BestEpoch">Number of the epoch whose weights the network holds at the end; 0 where none was finished.</param>
/// <param name="StoppedEarly">True where early stopping ended the training.</param>
/// <param name="Cancelled">
/// True where it was cancelled: the network then holds the weights of the last step, and a checkpoint goes on from there.
/// </param>
public sealed record TrainingHistory(IReadOnlyList<EpochReport> Epochs, int BestEpoch, bool StoppedEarly, bool Cancelled);
