namespace Undertone.Learning.Classical.Linear;

/// <summary>
/// Multinomial logistic regression with an L2 penalty on the coefficients (not the intercepts), as scikit-learn's
/// LogisticRegression(multi_class="multinomial", solver="lbfgs"): minimises sum of weighted cross-entropies + |coefficients|² / (2 C).
/// </summary>
public sealed record LogisticRegressionOptions : LinearOptions
{
    /// <inheritdoc/>
    public override string Kind => "logistic-regression";

    internal static LogisticRegressionOptions Read(ClassifierOptionReader reader) => ReadInto(new LogisticRegressionOptions(), reader);
}
