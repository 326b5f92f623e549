namespace Undertone.Learning.Neural;

/// <summary>The figure that decides which epoch was best.</summary>
public enum TrainingMonitor
{
    /// <summary>Loss on the validation samples, the smaller the better.</summary>
    Loss,

    /// <summary>Accuracy on the validation samples.</summary>
    Accuracy,

    /// <summary>Unweighted average recall on the validation samples.</summary>
    UnweightedAverageRecall,

    /// <summary>The mean concordance of the dimensions, higher is better; of a network without dimensions the loss.</summary>
    Concordance,
}
