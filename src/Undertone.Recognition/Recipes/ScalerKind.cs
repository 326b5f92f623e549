namespace Undertone.Recognition.Recipes;

/// <summary>How the columns of features are scaled, fitted on the training part alone.</summary>
public enum ScalerKind
{
    /// <summary>To mean 0 and variance 1.</summary>
    Standard,

    /// <summary>From 0 to 1.</summary>
    MinMax,

    /// <summary>By median and quartiles.</summary>
    Robust,

    /// <summary>Not at all.</summary>
    None,

    /// <summary>As the encoder that the network starts from was scaled.</summary>
    Encoder,
}
