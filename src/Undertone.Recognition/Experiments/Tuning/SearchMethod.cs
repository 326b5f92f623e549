namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>How settings are searched.</summary>
public enum SearchMethod
{
    /// <summary>Every combination of the values.</summary>
    Grid,

    /// <summary>Combinations drawn at random, from lists and ranges.</summary>
    Random,

    /// <summary>
    /// Successive halving (Jamieson and Talwalkar 2016; the rounds of scikit-learn's HalvingGridSearchCV with factor 3): all combinations
    /// on few utterances, the best third of them on three times as many, and so on.
    /// </summary>
    Halving,

    /// <summary>
    /// Tree-structured Parzen estimator (Bergstra et al. 2011): ten combinations drawn at random, then five at a time that are likely to be
    /// better by what was tried so far in the same search. Each search learns from its own speakers alone.
    /// </summary>
    Tpe,
}
