namespace Undertone.Learning.Classical;

/// <summary>
/// A fitted classifier of rows of numbers. It cannot be changed after fitting and may be used from several threads at once. A row's result
/// depends on that row alone, not on its batch and not on <see cref="Threads"/>. Fitted from its <see cref="ClassifierOptions"/>, restored
/// by <see cref="Classifiers.Restore"/>.
/// </summary>
public interface IClassifier
{
    /// <summary>The kind that recipes and model files name, such as "svm".</summary>
    string Kind { get; }

    /// <summary>The number of columns of a row.</summary>
    int Features { get; }

    /// <summary>The number of classes, also of those that had no training sample (their probability is 0).</summary>
    int Classes { get; }

    /// <summary>The number of threads that one prediction may use; 1 by default. Never changes a result.</summary>
    int Threads { get; set; }

    /// <summary>Writes the probability of every class for every row.</summary>
    /// <param name="rows">[rows, <see cref="Features"/>], row-major, finite.</param>
    /// <param name="probabilities">[rows, <see cref="Classes"/>], row-major; each row is at least 0 and sums to 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite.</exception>
    void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities);

    /// <summary>Everything needed to restore the classifier to the same bits.</summary>
    ClassifierState Save();
}
