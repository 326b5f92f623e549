namespace Undertone.Learning.Neural;

/// <summary>
/// Training ran into a loss, activation or gradient that is not a number or has no bound. The weights are those before the step.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates an exception.</summary>
    public TrainingDivergedException() : this("Training diverged.")
    {
    }

    /// <summary>Creates an exception.</summary>
    public TrainingDivergedException(string message) : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    public TrainingDivergedException(string message, Exception innerException) : base(message, innerException)
    {
    }

    internal TrainingDivergedException(string fault, string? layer, int epoch, int batch, double learningRate)
        : base($"Training diverged in epoch {epoch}, batch {batch}{(layer is null ? "" : $", layer {layer}")} " +
               $"at learning rate {learningRate:G4}: {fault}. " +
               "Lower the learning rate, set ClipNorm, or check that the features are scaled.") =>
        (Layer, Epoch, Batch, LearningRate) = (layer, epoch, batch, learningRate);

    /// <summary>Name of the first layer where it shows, or null where only the loss does.</summary>
    public string? Layer { get; }

    /// <summary>Number of the epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Number of the batch in its epoch, from 1.</summary>
    public int Batch { get; }

    /// <summary>Learning rate of the step.</summary>
    public double LearningRate { get; }
}
