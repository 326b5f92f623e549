namespace Undertone.Sound.Features.Engine;

/// <summary>The options of a feature. Options of equal values are equal; each property names librosa's parameter and its default.</summary>
public abstract record FeatureOptions
{
    private protected FeatureOptions()
    {
    }

    /// <summary>Checks every option.</summary>
    /// <exception cref="FeatureOptionException">An option has a value that cannot work.</exception>
    public abstract void Validate();
}
