namespace Undertone.Learning.Neural.Augmentation;

/// <summary>What the numbers of an image are a logarithm of power in.</summary>
/// <param name="PerDecibel">What one decibel is on this scale.</param>
internal sealed record LogScale(double PerDecibel)
{
    /// <summary>Decibels.</summary>
    public static LogScale Decibels { get; } = new(1);

    /// <summary>The natural logarithm.</summary>
    public static LogScale Natural { get; } = new(Math.Log(10) / 10);

    /// <summary>Reads the key <c>log</c>: "db" (the default) or "natural".</summary>
    public static LogScale Read(SpecReader spec) => spec.Choice("log", "db", "db", "natural") == "db" ? Decibels : Natural;

    /// <summary>Decibels on this scale.</summary>
    public double OfDecibels(double decibels) => decibels * PerDecibel;

    /// <summary>Decibels of a number on this scale.</summary>
    public double ToDecibels(double value) => value / PerDecibel;
}
