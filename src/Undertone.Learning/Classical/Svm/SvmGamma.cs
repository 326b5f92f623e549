namespace Undertone.Learning.Classical.Svm;

/// <summary>How the kernel's gamma is found: by a rule from the training rows, or a number.</summary>
public readonly record struct SvmGamma
{
    private readonly bool _auto;

    private SvmGamma(bool auto, double? value) => (_auto, Value) = (auto, value);

    /// <summary>1 / (columns * variance of all training numbers), "scale"; the default.</summary>
    public static SvmGamma Scale => default;

    /// <summary>1 / columns, "auto".</summary>
    public static SvmGamma Auto => new(true, null);

    /// <summary>The number, where it is one.</summary>
    public double? Value { get; }

    /// <summary>A fixed number above 0.</summary>
    public static SvmGamma Of(double value) => new(false, value);

    /// <summary>"scale", "auto" or the number.</summary>
    public override string ToString() =>
        Value?.ToString("R", System.Globalization.CultureInfo.InvariantCulture) ?? (_auto ? "auto" : "scale");

    internal double Resolve(ReadOnlySpan<float> rows, int columns)
    {
        if (Value is { } value) return value;
        if (_auto) return 1.0 / columns;
        double sum = 0, squares = 0;
        foreach (var x in rows) sum += x;
        var mean = sum / rows.Length;
        foreach (var x in rows) squares += (x - mean) * (x - mean);
        var variance = squares / rows.Length;
        return variance == 0 ? 1 : 1 / (columns * variance);
    }
}
