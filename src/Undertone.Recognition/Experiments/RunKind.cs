namespace Undertone.Recognition.Experiments;

/// <summary>What a run folder is of.</summary>
public enum RunKind
{
    /// <summary>A recipe that was trained and tested.</summary>
    Train,

    /// <summary>A recipe whose settings were searched for.</summary>
    Tune,

    /// <summary>Several recipes on the same folds.</summary>
    Compare,
}
