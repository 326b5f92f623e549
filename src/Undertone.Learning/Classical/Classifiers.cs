using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Undertone.Learning.Classical.Boosting;
using Undertone.Learning.Classical.Linear;
using Undertone.Learning.Classical.Neighbors;
using Undertone.Learning.Classical.Svm;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical;

/// <summary>
/// The kinds of classifiers: how the options of each are read, how it is fitted, and how it is restored from a model file.
/// </summary>
public static class Classifiers
{
    private static readonly string[] Own =
        ["svm", "decision-tree", "random-forest", "knn", "logistic-regression", "linear-svm", "gradient-boosting"];

    private static ImmutableList<ClassifierKind> _others = [];

    /// <summary>The kinds that recipes name: those of the library, then those that were registered.</summary>
    public static IReadOnlyList<string> Kinds => [.. Own, .. _others.Select(k => k.Name)];

    /// <summary>Makes another kind known to recipes, training and model files of this process.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentException">Its name is taken, or no word of lower-case letters, digits and hyphens.</exception>
    public static void Register(ClassifierKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var name = kind.Name;
        if (string.IsNullOrEmpty(name) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new ArgumentException($"'{name}' cannot name a kind: use lower-case letters, digits and hyphens.");
        var taken = name == "network" || Own.Contains(name);
        if (taken || !ImmutableInterlocked.Update(ref _others, others => others.Exists(k => k.Name == name) ? others : others.Add(kind)))
            throw new ArgumentException($"There is a kind '{name}' already: give this one another name.");
    }

    /// <summary>Fits the kind of classifier that the options describe.</summary>
    /// <param name="options">The hyper-parameters.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">Fixes every random choice.</param>
    /// <param name="threads">How many threads may work, at least 1; never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierOptionsException">A value is out of its range, or does not go with the data.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static IClassifier Fit(
        ClassifierOptions options, LabeledRows data, ulong seed = 0, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        return options switch
        {
            SvmOptions o => SvmClassifier.Fit(o, data, seed, threads, cancellationToken),
            DecisionTreeOptions o => DecisionTreeClassifier.Fit(o, data, seed, threads, cancellationToken),
            RandomForestOptions o => RandomForestClassifier.Fit(o, data, seed, threads, cancellationToken),
            KnnOptions o => KnnClassifier.Fit(o, data, seed, threads, cancellationToken),
            LogisticRegressionOptions o => LogisticRegressionClassifier.Fit(o, data, seed, threads, cancellationToken),
            LinearSvmOptions o => LinearSvmClassifier.Fit(o, data, seed, threads, cancellationToken),
            GradientBoostingOptions o => GradientBoostingClassifier.Fit(o, data, seed, threads, cancellationToken),
            _ when Other(options.Kind) is { } kind => kind.Fit(Validated(options), data, seed, threads, cancellationToken),
            _ => throw new ClassifierOptionsException(
                $"There is no classifier of the kind '{options.Kind}'; known are {string.Join(", ", Kinds)}."),
        };
    }

    /// <summary>Reads options from the "model" of a recipe; what is not stated keeps its default.</summary>
    /// <param name="model">{ "kind": "svm", "C": 10, ... }.</param>
    /// <param name="place">Where the object stands, for messages.</param>
    /// <exception cref="ClassifierOptionsException">
    /// The kind or a key is unknown, or a value has the wrong type or range; the message names the place.
    /// </exception>
    public static ClassifierOptions ReadOptions(JsonObject model, string place = "model")
    {
        var reader = new ClassifierOptionReader(model, place);
        var word = reader.Choice("kind", "", [.. Kinds]);
        return Checked(reader, place, own => word switch
        {
            "decision-tree" => DecisionTreeOptions.Read(own),
            "random-forest" => RandomForestOptions.Read(own),
            "knn" => KnnOptions.Read(own),
            "logistic-regression" => LogisticRegressionOptions.Read(own),
            "linear-svm" => LinearSvmOptions.Read(own),
            "gradient-boosting" => GradientBoostingOptions.Read(own),
            "svm" => SvmOptions.Read(own),
            _ => Other(word)!.ReadOptions(own),
        });
    }

    /// <summary>Reads options with all their keys, and refuses values out of range.</summary>
    internal static ClassifierOptions Checked(
        ClassifierOptionReader reader, string place, Func<ClassifierOptionReader, ClassifierOptions> read)
    {
        var options = read(reader);
        reader.Finish();
        try
        {
            options.Validate();
        }
        catch (ClassifierOptionsException e) when (!e.Message.StartsWith(place, StringComparison.Ordinal))
        {
            throw new ClassifierOptionsException($"{place}.{e.Message}");
        }

        return options;
    }

    /// <summary>Restores a classifier to the same bits; every number is checked, so a damaged file is refused.</summary>
    /// <param name="state">What <see cref="IClassifier.Save"/> gave.</param>
    /// <exception cref="InvalidDataException">
    /// The state is not one that <see cref="IClassifier.Save"/> wrote; the message names the fault.
    /// </exception>
    public static IClassifier Restore(ClassifierState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reader = new StateReader(state.Kind, state.Settings, state.Tensors);
        return state.Kind switch
        {
            "svm" => SvmClassifier.Restore(reader),
            "decision-tree" => DecisionTreeClassifier.Restore(reader),
            "random-forest" => RandomForestClassifier.Restore(reader),
            "knn" => KnnClassifier.Restore(reader),
            "logistic-regression" => LogisticRegressionClassifier.Restore(reader),
            "linear-svm" => LinearSvmClassifier.Restore(reader),
            "gradient-boosting" => GradientBoostingClassifier.Restore(reader),
            _ when Other(state.Kind) is { } kind => kind.Restore(state),
            _ => throw reader.Damaged($"there is no such kind; known are {string.Join(", ", Kinds)}"),
        };
    }

    private static ClassifierKind? Other(string name) => _others.Find(k => k.Name == name);

    private static ClassifierOptions Validated(ClassifierOptions options)
    {
        options.Validate();
        return options;
    }
}
