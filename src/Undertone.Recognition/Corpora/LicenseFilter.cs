namespace Undertone.Recognition.Corpora;

/// <summary>Which corpora an experiment uses, by their terms.</summary>
public enum LicenseFilter
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>Those whose terms are known to allow commercial use and derivatives.</summary>
    Commercial,
}
