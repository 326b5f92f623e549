using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical.Linear;

/// <summary>
/// Linear least squares with an L2 penalty (ridge regression; Hoerl and Kennard 1970), as scikit-learn's Ridge: the intercept is not
/// penalised. It learns numbers and tells no classes apart.
/// </summary>
public sealed record RidgeOptions : ClassifierOptions
{
    /// <inheritdoc/>
    public override string Kind => "ridge";

    /// <summary>The penalty on squared coefficients beside the sum of squared errors, above 0; 1 by default.</summary>
    public double Alpha { get; init; } = 1;

    /// <inheritdoc/>
    public override void Validate() => Require(Alpha > 0 && double.IsFinite(Alpha), "alpha", Alpha, "a number above 0");

    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["kind"] = Kind, ["alpha"] = Alpha };

    internal static RidgeOptions Read(ClassifierOptionReader reader) => new() { Alpha = reader.Number("alpha", 1) };
}
