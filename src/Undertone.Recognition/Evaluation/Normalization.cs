namespace Undertone.Recognition.Evaluation;

/// <summary>What features are normalised by.</summary>
public enum Normalization
{
    /// <summary><c>training</c>: the recipe's scaler, fitted on the training part.</summary>
    Training,

    /// <summary>
    /// <c>speaker</c>: each speaker's own mean and deviation over all recordings, tested ones too, before the scaler: offline only, and the
    /// score says so.
    /// </summary>
    Speaker,

    /// <summary><c>none</c>: features stay as they are.</summary>
    None,
}
