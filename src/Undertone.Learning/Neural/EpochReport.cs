namespace Undertone.Learning.Neural;

/// <summary>The figures of one epoch.</summary>
public sealed record EpochReport
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Learning rate of the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Mean training loss over the epoch, as the weights were at each step.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Share of training samples whose class was found, as the weights were at each step.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>Loss on the validation samples, or null without any.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Accuracy on the validation samples, or null without any.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>Mean recall over the classes that occur in the validation samples, or null without any.</summary>
    public double? ValidationUnweightedAverageRecall { get; init; }

    /// <summary>
    /// Mean over the dimensions of Lin's concordance correlation coefficient on the validation samples, or null without any, or where the
    /// network has no dimensions.
    /// </summary>
    public double? ValidationConcordance { get; init; }

    /// <summary>True where this epoch is the best so far.</summary>
    public required bool IsBest { get; init; }
}
