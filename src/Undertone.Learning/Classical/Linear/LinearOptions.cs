using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical.Linear;

/// <summary>
/// What <see cref="LinearSvmOptions"/> and <see cref="LogisticRegressionOptions"/> share: the penalty and when the solver stops.
/// </summary>
public abstract record LinearOptions : ClassifierOptions
{
    private protected LinearOptions()
    {
    }

    /// <summary>What an error costs beside the penalty on large coefficients, above 0; 1 by default.</summary>
    public double C { get; init; } = 1;

    /// <summary>
    /// The solver stops when no component of the gradient is larger, or a step lowers the loss by less than 2.2e-5 of this share (2.2e-9 at
    /// the default, as scipy's L-BFGS does); 0.0001 by default.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The most steps of the solver; 1000 by default.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(C > 0 && double.IsFinite(C), nameof(C), C, "a number above 0");
        Require(Tolerance is > 0 and < 1, "tolerance", Tolerance, "between 0 and 1");
        Require(MaxIterations is >= 1 and <= 1_000_000, "maxIterations", MaxIterations, "from 1 to 1000000");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() =>
        new() { ["kind"] = Kind, [nameof(C)] = C, ["tolerance"] = Tolerance, ["maxIterations"] = MaxIterations };

    private protected static T ReadInto<T>(T defaults, ClassifierOptionReader reader)
        where T : LinearOptions => defaults with
        {
            C = reader.Number(nameof(C), defaults.C),
            Tolerance = reader.Number("tolerance", defaults.Tolerance),
            MaxIterations = reader.WholeNumber("maxIterations", defaults.MaxIterations),
        };
}
