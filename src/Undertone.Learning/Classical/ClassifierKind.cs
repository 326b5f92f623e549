using Undertone.Learning.State;

namespace Undertone.Learning.Classical;

/// <summary>
/// A kind of classifier of one's own, which recipes then name as those that are here: how its options are read, how it is fitted, and how
/// it is restored. Made known by <see cref="Classifiers.Register"/>.
/// </summary>
public abstract class ClassifierKind
{
    /// <summary>Begins a kind.</summary>
    protected ClassifierKind()
    {
    }

    /// <summary>The word that recipes and model files name it by, in lower-case letters, digits and hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>Reads the options of a recipe; keys that are not asked for are refused afterwards.</summary>
    /// <param name="json">The "model" of the recipe; "kind" has been read.</param>
    public abstract ClassifierOptions ReadOptions(OptionReader json);

    /// <summary>Fits a classifier. Equal options, data and seed give equal bits for any number of threads.</summary>
    /// <param name="options">What <see cref="ReadOptions"/> gave, validated.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public abstract IClassifier Fit(
        ClassifierOptions options, LabeledRows data, ulong seed, int threads, CancellationToken cancellationToken);

    /// <summary>Restores a classifier from a model file, which may be damaged or hostile: check every number.</summary>
    /// <param name="state">What <see cref="IClassifier.Save"/> gave.</param>
    /// <exception cref="InvalidDataException">The state is not one that was saved; the message names the fault.</exception>
    public abstract IClassifier Restore(ClassifierState state);
}
