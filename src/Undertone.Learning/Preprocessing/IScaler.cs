namespace Undertone.Learning.Preprocessing;

/// <summary>
/// A column-wise affine map y = (x - offset) / scale, fitted on training rows and applied unchanged to everything after.
/// Two lists of numbers and the kind restore it: see <see cref="Scalers.Restore"/>.
/// </summary>
public interface IScaler
{
    /// <summary>The name recipes and model files use: "standard", "minmax", "robust" or "none".</summary>
    string Kind { get; }

    /// <summary>The number of columns of a row.</summary>
    int Columns { get; }

    /// <summary>What is subtracted from each column.</summary>
    IReadOnlyList<double> Offset { get; }

    /// <summary>What each column is divided by; never 0.</summary>
    IReadOnlyList<double> Scale { get; }

    /// <summary>Scales rows in place.</summary>
    /// <param name="rows">[rows, <see cref="Columns"/>], row-major.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of <see cref="Columns"/>.</exception>
    void Transform(Span<float> rows);
}
