namespace Undertone.Learning.Preprocessing;

/// <summary>Makes scalers by the kind that a recipe or a model file names.</summary>
public static class Scalers
{
    /// <summary>The kinds there are: "none", "standard", "minmax", "robust".</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["none", "standard", "minmax", "robust"];

    /// <summary>Fits a scaler of a kind on the rows of all samples together.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="samples">Each [rows, columns], row-major, finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">
    /// The kind is unknown, there is no row, a row is incomplete, or a number is not finite.
    /// </exception>
    public static IScaler Fit(string kind, IReadOnlyList<float[]> samples, int columns) => kind switch
    {
        "none" => new NoScaler(columns),
        "standard" => StandardScaler.Fit(samples, columns),
        "minmax" => MinMaxScaler.Fit(samples, columns),
        "robust" => RobustScaler.Fit(samples, columns),
        _ => throw Unknown(kind),
    };

    /// <summary>Restores a scaler from its kind and its saved numbers.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="offset">What is subtracted from each column.</param>
    /// <param name="scale">What each column is divided by.</param>
    /// <exception cref="ArgumentException">The kind is unknown, the lists differ in length, or a number is not usable.</exception>
    public static IScaler Restore(string kind, ReadOnlySpan<double> offset, ReadOnlySpan<double> scale) => kind switch
    {
        "none" => new NoScaler(new AffineColumns(offset, scale).Columns),
        "standard" => new StandardScaler(offset, scale),
        "minmax" => new MinMaxScaler(offset, scale),
        "robust" => new RobustScaler(offset, scale),
        _ => throw Unknown(kind),
    };

    private static ArgumentException Unknown(string kind) =>
        new($"There is no scaler '{kind}': use one of {string.Join(", ", Kinds)}.", nameof(kind));
}
