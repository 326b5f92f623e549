namespace Undertone.Learning.Neural.Losses;

/// <summary>What makes the answers on a dimension wrong.</summary>
public enum DimensionLossKind
{
    /// <summary>1 less Lin's concordance correlation coefficient over the batch.</summary>
    Concordance,

    /// <summary>The mean squared error.</summary>
    SquaredError,
}
