using System.Text.Json.Nodes;
using Undertone.Learning.Classical.Linear;

namespace Undertone.Learning.Classical;

/// <summary>
/// Multinomial logistic regression with an L2 penalty on the coefficients (not the intercepts), as scikit-learn's
/// LogisticRegression(multi_class="multinomial", solver="lbfgs"): minimises sum of weighted cross-entropies + |coefficients|² / (2 C).
/// </summary>
public sealed record LogisticRegressionOptions : ClassifierOptions
{
    /// <inheritdoc/>
    public override string Kind => "logistic-regression";

    /// <summary>The inverse of the penalty's strength, above 0; 1 by default.</summary>
    public double C { get; init; } = 1;

    /// <summary>
    /// The solver stops when no component of the gradient is larger, or a step lowers the loss by less than 2.2e-5 of this share (2.2e-9 at the default, as
    /// scipy's L-BFGS does); 0.0001 by default.
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
    public override JsonObject ToJson() => new() { ["kind"] = Kind, [nameof(C)] = C, ["tolerance"] = Tolerance, ["maxIterations"] = MaxIterations };

    internal static LogisticRegressionOptions Read(ClassifierOptionReader reader)
    {
        var defaults = new LogisticRegressionOptions();
        return new LogisticRegressionOptions
        {
            C = reader.Number(nameof(C), defaults.C),
            Tolerance = reader.Number("tolerance", defaults.Tolerance),
            MaxIterations = reader.WholeNumber("maxIterations", defaults.MaxIterations),
        };
    }

    private protected override IClassifier FitCore(LabelledRows data, FitContext context) =>
        new LogisticRegressionClassifier(new SoftmaxLoss(data, C, context).Minimise(Tolerance, MaxIterations));
}
