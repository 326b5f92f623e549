namespace Undertone.Learning.Classical;

/// <summary>
/// A fitted regressor: a number for each row of numbers. It cannot be changed after fitting and may be used from several threads at once. A
/// row's result depends on that row alone, not on its batch and not on <see cref="Threads"/>. Fitted by <see cref="Regressors.Fit"/>,
/// restored by <see cref="Regressors.Restore"/>.
/// </summary>
public interface IRegressor
{
    /// <summary>The kind that recipes and model files name, such as "ridge".</summary>
    string Kind { get; }

    /// <summary>The number of columns of a row.</summary>
    int Features { get; }

    /// <summary>The number of threads that one prediction may use; 1 by default. Never changes a result.</summary>
    int Threads { get; set; }

    /// <summary>Writes the answer for every row.</summary>
    /// <param name="rows">[rows, <see cref="Features"/>], row-major, finite.</param>
    /// <param name="values">[rows].</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite.</exception>
    void Predict(ReadOnlySpan<float> rows, Span<float> values);

    /// <summary>Everything needed to restore the regressor to the same bits.</summary>
    ClassifierState Save();
}
