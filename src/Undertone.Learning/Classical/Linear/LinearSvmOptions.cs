namespace Undertone.Learning.Classical.Linear;

/// <summary>
/// A linear support vector machine, one class against the rest, with squared hinge and L2 penalty (intercepts included) as scikit-learn's
/// LinearSVC (liblinear); C is the price of a margin violation. Probabilities by Platt scaling of each class on decisions from
/// cross-validation inside the training rows, divided by their sum.
/// </summary>
public sealed record LinearSvmOptions : LinearOptions
{
    /// <inheritdoc/>
    public override string Kind => "linear-svm";

    internal static LinearSvmOptions Read(ClassifierOptionReader reader) => ReadInto(new LinearSvmOptions(), reader);
}
